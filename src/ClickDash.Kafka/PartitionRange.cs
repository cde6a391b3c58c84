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

    /// <summary>The last offset of each partition that has any.</summary>
    public static IEnumerable<PartitionRange> Last(IEnumerable<PartitionRange> partitions) =>
        partitions
            .Where(partition => partition.Count > 0)
            .Select(partition => partition with { Low = partition.End - 1 });

    /// <summary>
    /// The newest <paramref name="count"/> offsets of several partitions together: as many of each, and what a short one
    /// lacks from the others.
    /// </summary>
    public static IReadOnlyList<PartitionRange> Newest(
        IReadOnlyCollection<PartitionRange> partitions,
        long count
    )
    {
        var shares = new List<PartitionRange>();
        var left = partitions.Count;
        // The shortest first: what it lacks is known when the longer ones get theirs.
        foreach (var partition in partitions.OrderBy(partition => partition.Count))
        {
            var share = Math.Min(partition.Count, (count + left - 1) / left);
            shares.Add(partition with { Low = partition.End - share });
            count -= share;
            left--;
        }

        return shares;
    }
}
