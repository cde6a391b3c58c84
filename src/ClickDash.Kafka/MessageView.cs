namespace ClickDash.Kafka;

/// <summary>A message where the client has it: valid only during the call that gives it.</summary>
public readonly ref struct MessageView(
    int partition,
    long offset,
    long timestamp,
    ReadOnlySpan<byte> key,
    ReadOnlySpan<byte> value,
    bool isNull,
    bool isLogAppendTime = false,
    int leaderEpoch = -1
)
{
    /// <summary>Its partition.</summary>
    public int Partition { get; } = partition;

    /// <summary>Its offset in the partition.</summary>
    public long Offset { get; } = offset;

    /// <summary>Its Kafka timestamp, epoch milliseconds; -1 where it has none.</summary>
    public long Timestamp { get; } = timestamp;

    /// <summary>Whether the broker gave the timestamp when it took the message; else its producer did.</summary>
    public bool IsLogAppendTime { get; } = isLogAppendTime;

    /// <summary>The epoch of the leader that wrote it; -1 where it is not known.</summary>
    public int LeaderEpoch { get; } = leaderEpoch;

    /// <summary>Its key; empty where it has none.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;

    /// <summary>Its value; empty where it is null.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>Whether the value is null (a tombstone).</summary>
    public bool IsNull { get; } = isNull;
}
