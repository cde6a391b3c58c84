using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>What a picture takes from the live window besides counts, so that it can be read without the window's lock.</summary>
/// <param name="Stamp">What it carries.</param>
/// <param name="SettlingTime">How long after its end a second is kept open, in milliseconds.</param>
/// <param name="Delays">How long clicks lately took to get here.</param>
/// <param name="Dropped">What was dropped in the view's window, which no filter can tell apart.</param>
/// <param name="Gaps">When and why nothing could be counted.</param>
public sealed record TickFacts(
    Stamp Stamp,
    long SettlingTime,
    Delays Delays,
    long Dropped,
    IReadOnlyList<Gap> Gaps
)
{
    /// <summary>The clicks that a feed shows: they stand for a second.</summary>
    internal LogExtent Feed { get; init; } = LogExtent.Empty;

    /// <summary>The clicks that belong to this moment.</summary>
    internal LogExtent Log { get; init; } = LogExtent.Empty;

    /// <summary>The names of all dimensions' values, by dimension.</summary>
    internal IReadOnlyList<ValueNames> Names { get; init; } = [];
}
