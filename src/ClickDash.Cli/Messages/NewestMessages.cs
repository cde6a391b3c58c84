using ClickDash.Kafka;

namespace ClickDash.Cli.Messages;

/// <summary>The newest messages of a topic, found from its end backwards.</summary>
internal static class NewestMessages
{
    /// <summary>
    /// So many messages, the oldest first; fewer where there are no more. Where compaction or transactions have left holes
    /// it goes further back, twice as far each time.
    /// </summary>
    public static IReadOnlyList<KafkaMessage> Of(
        TopicBrowser browser,
        IReadOnlyList<PartitionRange> partitions,
        int count,
        CancellationToken cancellation
    )
    {
        var longest = partitions.Max(partition => partition.Count);
        for (long span = count; ; span *= 2)
        {
            var messages = browser
                .Read([.. PartitionRange.Newest(partitions, span)], cancellation)
                .OrderBy(message => message.Timestamp)
                .ThenBy(message => message.Partition)
                .ThenBy(message => message.Offset)
                .ToArray();
            if (messages.Length >= count || span >= longest)
            {
                return [.. messages.TakeLast(count)];
            }
        }
    }
}
