using ClickDash.Core.Clicks;

namespace ClickDash.Core.Wire;

/// <summary>What a viewer asks to see. All members are optional: the default is the last minute by page, top ten.</summary>
/// <param name="Window">Seconds up to now: one of <see cref="View.Windows"/>.</param>
/// <param name="Split">The name of the dimension that is ranked and drawn apart.</param>
/// <param name="Top">How many of its values, 1 to <see cref="View.MostValues"/>.</param>
/// <param name="Filters">Values that pass, as <see cref="ViewFilter"/> writes them: those of one dimension mean or, different dimensions and.</param>
/// <param name="Feed">How many of the newest clicks come along one by one, up to <see cref="View.MostFeed"/>.</param>
public sealed record ViewRequest(
    int Window = View.DefaultWindow,
    string Split = "page",
    int Top = View.DefaultTop,
    string[]? Filters = null,
    int Feed = 0
)
{
    public bool Equals(ViewRequest? other) =>
        other is not null
        && Window == other.Window
        && Split == other.Split
        && Top == other.Top
        && Feed == other.Feed
        && Filters.AsSpan().SequenceEqual(other.Filters);

    public override int GetHashCode() => HashCode.Combine(Window, Split, Top, Filters?.Length ?? 0);
}
