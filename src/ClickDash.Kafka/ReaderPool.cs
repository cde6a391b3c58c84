using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace ClickDash.Kafka;

/// <summary>The readers of a topic: partition N belongs to reader N modulo their number, and a reader without a partition is never made. Belongs to the coordinator's thread.</summary>
internal sealed class ReaderPool(
    KafkaOptions options,
    ConsumerClients clients,
    ITopicSink sink,
    ReadingPause? pause,
    IReaderEvents events,
    ILogger logger
)
{
    private readonly ReaderThread?[] _readers = new ReaderThread?[
        options.Readers ?? Math.Max(1, Environment.ProcessorCount / 2)
    ];
    private int _saidFallback;

    /// <summary>Begins to read partitions that are not read.</summary>
    public void Begin(IReadOnlyList<(PartitionStart Start, PartitionPosition Position)> starts)
    {
        foreach (var share in starts.GroupBy(one => one.Start.Partition % _readers.Length))
        {
            Reader(share.Key).Begin([.. share]);
        }
    }

    /// <summary>Ends the reading of these partitions; each is told as released.</summary>
    public void Release(IEnumerable<int> partitions)
    {
        foreach (var share in partitions.GroupBy(one => one % _readers.Length))
        {
            _readers[share.Key]?.Release([.. share]);
        }
    }

    /// <summary>Has all readers forget what they know of the topic, once nothing of it is read.</summary>
    public void Renew() => ForEach(reader => reader.Renew());

    /// <summary>Ends all readers: when this returns, the sink is told nothing more.</summary>
    public void Stop()
    {
        ForEach(reader => reader.Stop());
        ForEach(reader => reader.WaitForEnd());
    }

    /// <summary>Waits until their clients are gone too, but not for long.</summary>
    public void Join(TimeSpan patience)
    {
        var end = DateTime.UtcNow + patience;
        ForEach(reader =>
        {
            var left = end - DateTime.UtcNow;
            reader.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        });
    }

    private ReaderThread Reader(int number) =>
        _readers[number] ??= new ReaderThread(
            number,
            options.Topic,
            () => Connect(AutoOffsetReset.Error),
            Refill,
            sink.NewReader(number),
            pause,
            events
        );

    private RefillThread Refill(IReadOnlyCollection<PartitionStart> starts) =>
        // What retention has deleted meanwhile need not be read again.
        new(
            options.Topic,
            () => Connect(AutoOffsetReset.Earliest),
            sink.NewRefill(),
            events,
            starts
        );

    private IMessageSource Connect(AutoOffsetReset reset)
    {
        if (BatchSource.TryCreate(clients, _readers.Length, reset) is { } batches)
        {
            return batches;
        }

        if (Interlocked.Exchange(ref _saidFallback, 1) == 0)
        {
            logger.LogWarning(
                "Kafka's client library does not give its messages in batches here: '{Topic}' is read one by one, at about half the speed.",
                options.Topic
            );
        }

        return new ConsumeSource(clients, _readers.Length, reset);
    }

    private void ForEach(Action<ReaderThread> action)
    {
        foreach (var reader in _readers)
        {
            if (reader is not null)
            {
                action(reader);
            }
        }
    }
}
