namespace ClickDash.Kafka;

/// <summary>A stretch of a partition's offsets.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Low">Its first offset.</param>
/// <param name="End">The offset after its last.</param>
public sealed record PartitionRange(string Topic, int Partition, long Low, long End)
{
    /// <summary>How many offsets it has: at most so many messages, since compaction and transactions leave holes.</summary>
    public long Count => End - Low;

    /// <summary>The newest <paramref name="count"/> offsets of each partition that has any.</summary>
    public static IEnumerable<PartitionRange> Newest(
        IEnumerable<PartitionRange> partitions,
        long count
    ) =>
        partitions
            .Where(partition => partition.Count > 0)
            .Select(partition =>
                partition with
                {
                    Low = Math.Max(partition.Low, partition.End - count),
                }
            );
}
