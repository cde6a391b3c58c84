using System.Diagnostics;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClickDash.Benchmarks;

/// <summary>Reads a filled topic through <see cref="ClickConsumer"/>, handing each batch to <paramref name="take"/>.</summary>
/// <param name="count">How many messages to read before stopping.</param>
/// <param name="take">What is done with a batch; null for nothing.</param>
internal sealed class SinkReader(long count, Action<MessageBatch>? take) : IMessageSink, IDisposable
{
    private readonly CancellationTokenSource _done = new();
    private long _read;
    private long _started;
    private long _ended;

    /// <summary>Messages a second, from the first batch's arrival to the last one's end.</summary>
    public static double Run(
        string servers,
        string topic,
        long count,
        Action<MessageBatch>? take = null
    )
    {
        var options = new KafkaOptions
        {
            BootstrapServers = servers,
            Topic = topic,
            StartFrom = "earliest",
            GroupId = "sink",
        };
        using var sink = new SinkReader(count, take);
        new ClickConsumer(options, servers, sink, NullLogger.Instance).Run(sink._done.Token);
        return sink._read / Stopwatch.GetElapsedTime(sink._started, sink._ended).TotalSeconds;
    }

    public void Begin(string? topicId, IReadOnlyList<PartitionStart> starts) =>
        _started = Stopwatch.GetTimestamp();

    public void Take(MessageBatch batch)
    {
        take?.Invoke(batch);
        _read += batch.Count;
        if (_read >= count)
        {
            _ended = Stopwatch.GetTimestamp();
            _done.Cancel();
        }
    }

    public void Reached(int partition, long offset) { }

    public void Ends(IReadOnlyList<PartitionEnd> ends) { }

    public void Lost(int partition, long expected, long actual, string reason) =>
        throw new InvalidOperationException(reason);

    public void Status(IngestState state, string message) { }

    public void Dispose() => _done.Dispose();
}
