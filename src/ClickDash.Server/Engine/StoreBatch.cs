using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Server.Engine;

/// <summary>What was counted since the last batch, and the totals and offsets that belong to it: stored together or not at all.</summary>
/// <param name="Pending">The counts.</param>
/// <param name="Totals">What was read in all, up to these offsets.</param>
/// <param name="TopicIds">The topics' ids, by name; null where a broker has none to give.</param>
/// <param name="At">When it was taken, in epoch milliseconds.</param>
public sealed record StoreBatch(
    PendingWrites Pending,
    Totals Totals,
    IReadOnlyDictionary<string, string?> TopicIds,
    long At
)
{
    /// <summary>By how much that was ahead of this server's clock, in milliseconds, since now followed the brokers.</summary>
    public long Ahead { get; init; }
}

/// <summary>What a store holds for a new run.</summary>
/// <param name="Totals">What was read in all.</param>
/// <param name="TopicIds">The topics' ids, by name.</param>
/// <param name="Seconds">The live seconds; their values have the store's numbers.</param>
/// <param name="Gaps">When and why nothing could be counted.</param>
/// <param name="Marks">What happened lately.</param>
/// <param name="LoadRows">Loads the last counts of rows that may still be replaced: of a million it takes seconds, and no picture needs them.</param>
/// <param name="At">When it was stored, in epoch milliseconds.</param>
/// <param name="Name">The value that the store's number stands for.</param>
/// <param name="Content">What these are counts of.</param>
public sealed record StoredState(
    Totals Totals,
    IReadOnlyDictionary<string, string?> TopicIds,
    IReadOnlyList<Bucket> Seconds,
    IReadOnlyList<Gap> Gaps,
    IReadOnlyList<Mark> Marks,
    Func<IReadOnlyList<RowCounts>> LoadRows,
    long At,
    Func<Dimension, int, string> Name,
    StoreContent Content
)
{
    /// <summary>The hours of the day before the live seconds; their values have the store's numbers.</summary>
    public IReadOnlyList<Bucket> Hours { get; init; } = [];

    /// <summary>By how much now was ahead of the server's clock then, in milliseconds.</summary>
    public long Ahead { get; init; }

    /// <summary>When messages were read about whose clicks' time the arrival decided.</summary>
    public IReadOnlyList<ArrivalMark> Arrivals { get; init; } = [];

    /// <summary>The same for topics that were made anew since, as all are on an embedded broker: what was read of them is over, as a segment of its own.</summary>
    public StoredState WithNewTopics() =>
        this with
        {
            // An id that no topic has: theirs is another now, also where it was never known.
            LoadRows = () =>
                [.. LoadRows().Select(rows => rows with { TopicId = rows.TopicId ?? "" })],
            TopicIds = TopicIds.ToDictionary(one => one.Key, _ => (string?)null),
            Totals = Totals with
            {
                Partitions = Array.ConvertAll(Totals.Partitions, one => Anew(one, At)),
            },
        };

    private static PartitionProgress Anew(PartitionProgress one, long at) =>
        one with
        {
            Start = 0,
            Next = 0,
            End = 0,
            Skipped = 0,
            Lost = 0,
            TopicId = null,
            LeaderEpoch = -1,
            Earlier =
            [
                .. one.Earlier,
                new ReadSegment(
                    one.TopicId,
                    one.Start,
                    one.Next,
                    one.Skipped,
                    one.Lost,
                    Truncated: 0,
                    SegmentEnd.Recreated,
                    at
                ),
            ],
        };
}
