namespace ClickDash.Kafka;

/// <summary>Where reading was left, as a store kept it.</summary>
/// <param name="Partitions">How far each partition was read, by its number.</param>
/// <param name="Again">What is read again before that; null for nothing.</param>
public sealed record StoredOffsets(
    IReadOnlyDictionary<int, StoredPartition> Partitions,
    ReadAgain? Again = null
);

/// <summary>How far a partition was read, and of what.</summary>
/// <param name="TopicId">The topic's id then; null where it was not known.</param>
/// <param name="LeaderEpoch">The epoch of the leader that wrote the last message read; -1 where it is not known.</param>
/// <param name="Next">The next offset to read.</param>
public sealed record StoredPartition(string? TopicId, int LeaderEpoch, long Next);

/// <summary>How much of what was counted is read again, so that it can be filtered.</summary>
/// <param name="Messages">At most so many, of all partitions together.</param>
/// <param name="Since">None that are older.</param>
public sealed record ReadAgain(long Messages, DateTimeOffset Since);
