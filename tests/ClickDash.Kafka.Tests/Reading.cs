using System.Text;
using ClickDash.Core.Wire;
using Microsoft.Extensions.Logging;

namespace ClickDash.Kafka.Tests;

/// <summary>What was read, as a test sees it.</summary>
internal sealed record Seen(
    int Partition,
    long Offset,
    long Timestamp,
    string Key,
    string? Value,
    int Length
);

/// <summary>Runs a consumer on its own thread, keeps what it tells, and lets a test wait for it.</summary>
internal sealed class Reading : IMessageSink, ILogger, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly object _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    public Reading(KafkaOptions options, string servers, StoredOffsets? stored = null)
    {
        var consumer = new ClickConsumer(options, servers, this, this, stored);
        _thread = new Thread(() =>
        {
            try
            {
                consumer.Run(_stop.Token);
            }
            catch (Exception e)
            {
                Change(() => Failure = e);
            }
        });
        _thread.Start();
    }

    public List<Seen> Messages { get; } = [];
    public List<PartitionStart> Starts { get; } = [];

    public Dictionary<int, long> LastReached { get; } = [];
    public List<(IngestState State, string Message)> States { get; } = [];

    /// <summary>Every line of its log, the client library's included.</summary>
    public List<string> Log { get; } = [];
    public List<(int Partition, long Expected, long Actual, string Reason)> Losses { get; } = [];
    public Dictionary<int, long> LastEnds { get; } = [];
    public string? TopicId { get; private set; }
    public Exception? Failure { get; private set; }

    /// <summary>What it said last; a reader that has said nothing yet is connecting.</summary>
    public IngestState State => States.Count == 0 ? IngestState.Connecting : States[^1].State;

    public static KafkaOptions From(
        string topic,
        string start = "latest",
        string group = "clickdash"
    ) =>
        new()
        {
            BootstrapServers = "localhost:9092",
            Topic = topic,
            StartFrom = start,
            GroupId = group,
        };

    /// <summary>Waits until a condition holds of what was told, then gives what is asked of it.</summary>
    public void Until(Func<Reading, bool> condition, string what)
    {
        var end = DateTime.UtcNow + Patience;
        lock (_gate)
        {
            while (!condition(this))
            {
                var left = end - DateTime.UtcNow;
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                {
                    throw new TimeoutException(
                        $"Not seen: {what}. Read {Messages.Count} messages; losses: {string.Join(", ", Losses)}; states: {string.Join(" | ", States)}; failure: {Failure}"
                    );
                }
            }
        }
    }

    public void UntilReading() =>
        Until(
            reading => reading.States.Count > 0 && reading.State == IngestState.Reading,
            "reading"
        );

    public void UntilCount(int count) =>
        Until(reading => reading.Messages.Count >= count, $"{count} messages");

    public void Begin(string? topicId, IReadOnlyList<PartitionStart> starts) =>
        Change(() =>
        {
            TopicId = topicId;
            Starts.AddRange(starts);
        });

    public void Take(MessageBatch batch) =>
        Change(() =>
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var message = batch[i];
                var text =
                    message.Value.Length > 1000 ? "long" : Encoding.UTF8.GetString(message.Value);
                Messages.Add(
                    new Seen(
                        message.Partition,
                        message.Offset,
                        message.Timestamp,
                        Encoding.UTF8.GetString(message.Key),
                        message.IsNull ? null : text,
                        message.Value.Length
                    )
                );
            }
        });

    public void Reached(int partition, long offset) =>
        Change(() => LastReached[partition] = offset);

    public void Ends(IReadOnlyList<PartitionEnd> ends) =>
        Change(() =>
        {
            foreach (var end in ends)
            {
                LastEnds[end.Partition] = end.End;
            }
        });

    public void Lost(int partition, long expected, long actual, string reason) =>
        Change(() => Losses.Add((partition, expected, actual, reason)));

    public void Status(IngestState state, string message) =>
        Change(() => States.Add((state, message)));

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Change(() => Log.Add($"{logLevel} {formatter(state, exception)} {exception}"));

    /// <summary>Ends the consumer and waits until it has closed.</summary>
    public void Dispose()
    {
        if (!_thread.IsAlive)
        {
            return;
        }

        _stop.Cancel();
        _thread.Join(Patience).ShouldBeTrue("The consumer did not stop when it was asked to.");
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            Monitor.PulseAll(_gate);
        }
    }
}
