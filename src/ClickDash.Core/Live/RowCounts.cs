using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>A row of counts.</summary>
/// <param name="Second">The second that it counts, in epoch seconds.</param>
/// <param name="Row">Tells it apart from others of the second.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RowKey(long Second, UInt128 Row);

/// <summary>A row's count, and which message said so.</summary>
/// <param name="Count">The count.</param>
/// <param name="Timestamp">The message's timestamp as it was judged, in epoch milliseconds.</param>
/// <param name="Partition">The message's partition.</param>
/// <param name="Offset">The message's offset there.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RowCount(long Count, long Timestamp, int Partition, long Offset)
{
    /// <summary>A hash of the message's key, by which a tombstone finds the row; 0 where it has none, or was taken back.</summary>
    public long KeyHash { get; init; }

    /// <summary>What a tombstone takes back; null where it cannot name the row.</summary>
    public RowValues? Values { get; init; }

    /// <summary>Whether its message is the later one: by its timestamp, then its partition, then its offset.</summary>
    public bool IsAfter(in RowCount other) =>
        (Timestamp, Partition, Offset).CompareTo((other.Timestamp, other.Partition, other.Offset))
        > 0;
}

/// <summary>The last counts of one topic's rows: those that changed, or all of them.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Since">The oldest second whose rows are not evicted.</param>
/// <param name="Counts">The counts by row, each row once; in order of seconds where they are many.</param>
public sealed record RowCounts(
    string Topic,
    long Since,
    IReadOnlyCollection<KeyValuePair<RowKey, RowCount>> Counts
)
{
    /// <summary>The oldest second whose rows were not evicted early, for want of room.</summary>
    public long Floor { get; init; } = long.MinValue;

    /// <summary>By which time each partition's rows are judged, in epoch milliseconds: its newest message's, as a rule.</summary>
    public IReadOnlyDictionary<int, long> Newest { get; init; } = new Dictionary<int, long>();

    /// <summary>The topic's id; null where it is not known. A topic that is made anew has rows of its own.</summary>
    public string? TopicId { get; init; }

    /// <summary>Whether they are the first ones of a topic that was made anew: what is stored of its name is not replaced any more.</summary>
    public bool BeginsAnew { get; init; }
}
