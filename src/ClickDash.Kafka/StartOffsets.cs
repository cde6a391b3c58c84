using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>Asks the broker for offsets: all are numbers before anything is read.</summary>
internal sealed class StartOffsets(
    IConsumer<MessageBatch.InArena, MessageBatch.InArena> consumer,
    KafkaOptions options
)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly StartFrom _from = StartFrom.TryParse(options.StartFrom, out var from)
        ? from
        : throw new KafkaFatalException(options.Validate().First());

    /// <summary>The oldest offset there is and the one after the newest.</summary>
    /// <exception cref="KafkaException">The broker did not answer in time.</exception>
    public (long Low, long End) Bounds(int partition)
    {
        var marks = consumer.QueryWatermarkOffsets(
            new TopicPartition(options.Topic, partition),
            Timeout
        );
        return (marks.Low.Value, marks.High.Value);
    }

    /// <summary>Where a partition that nothing was ever read of begins, as the settings say.</summary>
    /// <exception cref="KafkaException">The broker did not answer in time.</exception>
    public long First(int partition, long low, long end)
    {
        if (_from.Newest is { } newest)
        {
            return Math.Max(low, end - newest);
        }

        if (_from.Time is not { } time)
        {
            return _from.IsLatest ? end : low;
        }

        // Nothing as new as that time yet: what comes next.
        return Since(partition, time, end);
    }

    /// <summary>The first offset of a time on; <paramref name="end"/> where nothing is as new.</summary>
    /// <exception cref="KafkaException">The broker did not answer in time.</exception>
    public long Since(int partition, DateTimeOffset time, long end)
    {
        var at = new Timestamp(time.UtcDateTime, TimestampType.CreateTime);
        var found = consumer.OffsetsForTimes(
            [new TopicPartitionTimestamp(options.Topic, partition, at)],
            Timeout
        )[0];
        return found.Offset.Value >= 0 ? found.Offset.Value : end;
    }
}
