using System.Text.Json.Serialization;

namespace ClickDash.Core.Wire;

/// <summary>
/// What changed in a view's picture since the message before it, whose sequence is one less. Lists that did not change are
/// null. See <see cref="Pictures"/> for how it is made and applied.
/// </summary>
/// <param name="Run">As in the snapshot.</param>
/// <param name="Sequence">The number of the tick.</param>
/// <param name="Now">The moment it was taken, in epoch milliseconds.</param>
/// <param name="Start">The first bucket's beginning: the window has moved on.</param>
/// <param name="Open">The index of the first bucket that is not closed.</param>
/// <param name="Reach">As in the snapshot, where it changed.</param>
/// <param name="Approximate">As in the snapshot, where it changed.</param>
/// <param name="Changed">The buckets that changed or are new, in order of time; those before <paramref name="Start"/> are of the window before.</param>
/// <param name="Ranking">The whole ranking, where anything in it changed.</param>
/// <param name="Statuses">As in the snapshot, where they changed.</param>
/// <param name="Movers">As in the snapshot, where they changed.</param>
/// <param name="Kpi">The numbers on the tiles.</param>
/// <param name="Gaps">All gaps in the window, where they changed.</param>
/// <param name="Marks">All marks in the window, where they changed.</param>
/// <param name="Ingest">Where the clicks come from, where that changed.</param>
public sealed record Frame(
    string Run,
    long Sequence,
    long Now,
    long Start,
    int Open,
    long? Reach,
    bool? Approximate,
    Change[] Changed,
    RankedValue[]? Ranking,
    RankedValue[]? Statuses,
    Mover[]? Movers,
    Kpi Kpi,
    Gap[]? Gaps,
    Mark[]? Marks,
    IngestStatus? Ingest
)
{
    /// <summary>As in the snapshot, where it changed.</summary>
    public SeenClick[]? Feed { get; init; }

    /// <summary>As in the snapshot, whether it changed or not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ExactSince { get; init; }
}

/// <summary>A bucket's new counts.</summary>
/// <param name="At">The bucket's beginning in epoch milliseconds.</param>
/// <param name="Total">Its clicks.</param>
/// <param name="Counts">Its clicks by value, in the order of the snapshot's series.</param>
public sealed record Change(
    long At,
    long? Total,
    [property: JsonConverter(typeof(CountsConverter))] long?[] Counts
);
