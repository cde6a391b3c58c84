namespace ClickDash.Kafka;

/// <summary>Where a partition's reading begins.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="TopicId">The topic's id, the same until it is made anew; null where the broker has none to give.</param>
/// <param name="LeaderEpoch">The epoch of the leader that wrote what lies before <paramref name="Offset"/>; -1 where it is not known.</param>
/// <param name="Offset">The first offset that counts. Of a <see cref="SegmentStart.Continued"/> start it is the one that was to be read next, also where a loss follows.</param>
/// <param name="Low">The oldest offset that the broker had at that moment.</param>
/// <param name="End">The offset after the newest at that moment, open transactions included.</param>
/// <param name="From">The first offset that is read: before <paramref name="Offset"/> where counted messages are read again, beside what is new; after it where some were lost.</param>
/// <param name="Kind">How it follows what was read before.</param>
public sealed record PartitionStart(
    int Partition,
    string? TopicId,
    int LeaderEpoch,
    long Offset,
    long Low,
    long End,
    long From,
    SegmentStart Kind
)
{
    /// <summary>All messages before <see cref="From"/> are older than this, in epoch milliseconds; null where nobody knows.</summary>
    public long? OlderThan { get; init; }
}

/// <summary>How the beginning of reading follows what was read of the partition before.</summary>
public enum SegmentStart
{
    /// <summary>Nothing was ever read of it.</summary>
    First,

    /// <summary>It goes on in the same segment.</summary>
    Continued,

    /// <summary>The topic was made anew: a new segment begins at its first message.</summary>
    Recreated,

    /// <summary>The cluster lost messages that it had given out: a new segment begins where the log was cut, before what was read.</summary>
    Truncated,
}

/// <summary>Why messages are gone that were not read yet.</summary>
public enum LossReason
{
    /// <summary>Retention or a deletion of records was faster.</summary>
    Deleted,
}
