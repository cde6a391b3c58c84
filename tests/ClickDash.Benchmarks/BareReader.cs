using System.Diagnostics;
using ClickDash.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClickDash.Benchmarks;

/// <summary>
/// The least that reading in batches can be: our own readers, which look at no message. It is what the prototype of such reading did, and
/// what the product's processor time is measured above.
/// </summary>
internal sealed class BareReader : ITopicSink, IReaderSink, IDisposable
{
    private readonly CancellationTokenSource _done = new();
    private readonly long _count;
    private long _read;
    private long _taken;
    private long _started;
    private long _ended;

    private BareReader(long count) => _count = count;

    /// <summary>Reads a topic by one reader from its beginning.</summary>
    /// <returns>Messages a second from the first to the last, and processor seconds a million messages.</returns>
    public static (double Rate, double Cpu) Run(string servers, string topic, long count)
    {
        var options = new KafkaOptions
        {
            BootstrapServers = servers,
            Topic = topic,
            StartFrom = "earliest",
            GroupId = "bare",
            Readers = 1,
        };
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        using var reader = new BareReader(count);
        new ClickConsumer(options, servers, reader, NullLogger.Instance).Run(reader._done.Token);
        process.Refresh();
        var cpu = (process.TotalProcessorTime - before).TotalSeconds;
        var seconds = Stopwatch.GetElapsedTime(reader._started, reader._ended).TotalSeconds;
        return (count / seconds, cpu * 1e6 / count);
    }

    public IReaderSink NewReader(int number) => this;

    public void Report(TopicReport report) { }

    public void Begin(IReadOnlyList<PartitionStart> starts)
    {
        if (_started == 0)
        {
            _started = Stopwatch.GetTimestamp();
        }
    }

    public void Take(in MessageView message) => _taken++;

    public void Reached(int partition, long offset) { }

    public void Lost(int partition, long from, long to, LossReason reason) =>
        throw new InvalidOperationException($"{to - from} messages are gone: {reason}.");

    public void Flush()
    {
        _read += _taken;
        _taken = 0;
        if (_read >= _count && _ended == 0)
        {
            _ended = Stopwatch.GetTimestamp();
            _done.Cancel();
        }
    }

    public void Dispose() => _done.Dispose();
}
