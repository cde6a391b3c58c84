namespace ClickDash.Kafka;

/// <summary>A message as it lies in its topic.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Its offset in the partition.</param>
/// <param name="Timestamp">Its Kafka timestamp, epoch milliseconds; null where the broker has none.</param>
/// <param name="Key">Its key; null for none.</param>
/// <param name="Value">Its value; null for a tombstone.</param>
public sealed record KafkaMessage(
    string Topic,
    int Partition,
    long Offset,
    long? Timestamp,
    byte[]? Key,
    byte[]? Value
)
{
    /// <summary>Whether the broker set the timestamp when it appended the message, rather than the producer.</summary>
    public bool IsLogAppendTime { get; init; }
}
