using Microsoft.Extensions.Logging;

namespace ClickDash.Kafka;

/// <summary>Says in the log, once for each partition, where reading does not simply go on.</summary>
internal sealed class StartLog(string topic, bool isEmbedded, ILogger logger)
{
    /// <param name="start">Where reading goes on.</param>
    /// <param name="next">The offset that was to be read next; null where nothing was read.</param>
    public void Tell(PartitionStart start, long? next)
    {
        if (next is not { } expected)
        {
            return;
        }

        switch (start.Kind)
        {
            case SegmentStart.Recreated when isEmbedded:
                // Each run has an embedded broker of its own.
                break;
            case SegmentStart.Recreated:
                logger.LogWarning(
                    "The topic '{Topic}' was made anew: its partition {Partition} is read from its first message on, offset {Offset}; offset {Next} of the old one would have been next ({Reason})",
                    topic,
                    start.Partition,
                    start.Offset,
                    expected,
                    "recreated"
                );
                break;
            case SegmentStart.Truncated:
                logger.LogWarning(
                    "The cluster lost {Count} messages of partition {Partition} of '{Topic}' that it had already given out: what was read stays counted, reading goes on at offset {Offset} in place of {Next} ({Reason})",
                    expected - start.Offset,
                    start.Partition,
                    topic,
                    start.Offset,
                    expected,
                    "truncated"
                );
                break;
            case SegmentStart.Continued when start.From > start.Offset:
                logger.LogWarning(
                    "Messages of partition {Partition} of '{Topic}' were deleted before they could be read, {Count} offsets: {From} to {To} ({Reason})",
                    start.Partition,
                    topic,
                    start.From - start.Offset,
                    start.Offset,
                    start.From - 1,
                    "deleted"
                );
                break;
        }
    }
}
