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
)
{
    /// <summary>The epoch of the leader that wrote it; not what a test compares by.</summary>
    public int LeaderEpoch { get; init; } = -1;

    /// <summary>Whose the timestamp is.</summary>
    public bool IsLogAppendTime { get; init; }
}

/// <summary>A loss that was told.</summary>
internal sealed record Loss(int Partition, long From, long To, LossReason Reason);

/// <summary>Runs a consumer on its own thread, keeps what it tells, and lets a test wait for it.</summary>
internal sealed class Reading : ITopicSink, IReaderSink, ILogger, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly object _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    // Called between the plan of what is read again and its reading.
    private readonly Action? _beforeRefill;

    public Reading(
        KafkaOptions options,
        string servers,
        StoredOffsets? stored = null,
        ReadingPause? pause = null,
        Action? beforeRefill = null
    )
    {
        _beforeRefill = beforeRefill;
        var consumer = new ClickConsumer(options, servers, this, this, stored, pause);
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

    /// <summary>What was read again beside them.</summary>
    public List<Seen> Again { get; } = [];

    /// <summary>How many messages of each partition had been read when the first of it was read again.</summary>
    public Dictionary<int, int> CountAtFirstAgain { get; } = [];

    /// <summary>Up to where partitions were read again.</summary>
    public Dictionary<int, long> ReachedAgain { get; } = [];

    /// <summary>What was to be read again and was gone.</summary>
    public List<Loss> LostAgain { get; } = [];

    public List<PartitionStart> Starts { get; } = [];
    public Dictionary<int, long> LastReached { get; } = [];
    public List<Loss> Losses { get; } = [];

    /// <summary>What was said of the topic, once a change.</summary>
    public List<(IngestState State, string Message)> States { get; } = [];

    /// <summary>What was told last.</summary>
    public TopicReport? Report { get; private set; }

    /// <summary>Every line of its log, the client library's included.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The lines of its log that are warnings.</summary>
    public IEnumerable<string> Warnings =>
        Log.Where(line => line.StartsWith("Warning ", StringComparison.Ordinal));
    public int Readers { get; private set; }
    public Exception? Failure { get; private set; }

    /// <summary>What it said last; a reader that has said nothing yet is connecting.</summary>
    public IngestState State => States.Count == 0 ? IngestState.Connecting : States[^1].State;

    /// <summary>The states of the partitions that the topic has.</summary>
    public Dictionary<int, PartitionState> Partitions =>
        Report?.Partitions.ToDictionary(one => one.Partition, one => one.State) ?? [];

    /// <summary>The sum of the ends that are known.</summary>
    public long Ends => Report?.Partitions.Sum(one => one.End ?? 0) ?? 0;

    /// <summary>Where reading would go on if it were stored now.</summary>
    public StoredOffsets Stored =>
        new(
            Starts
                .GroupBy(start => start.Partition)
                .Select(group => group.Last())
                .ToDictionary(
                    start => start.Partition,
                    start =>
                    {
                        var last = Messages.LastOrDefault(one => one.Partition == start.Partition);
                        return new StoredPartition(
                            start.TopicId,
                            last?.LeaderEpoch ?? start.LeaderEpoch,
                            last?.Offset + 1 ?? start.Offset
                        );
                    }
                )
        );

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
            Readers = 2,
        };

    /// <summary>Waits until a condition holds of what was told.</summary>
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
                        $"Not seen: {what}. Read {Messages.Count} messages; starts: {string.Join(", ", Starts)}; losses: {string.Join(", ", Losses)}; states: {string.Join(" | ", States)}; partitions: {string.Join(" | ", Report?.Partitions ?? [])}; failure: {Failure}; log: {string.Join('\n', Log.TakeLast(30))}"
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

    public IReaderSink NewReader(int number)
    {
        Change(() => Readers++);
        return this;
    }

    IReaderSink ITopicSink.NewRefill()
    {
        _beforeRefill?.Invoke();
        return new Refill(this);
    }

    void ITopicSink.Report(TopicReport report) =>
        Change(() =>
        {
            Report = report;
            if (States.Count == 0 || States[^1] != (report.State, report.Message))
            {
                States.Add((report.State, report.Message));
            }
        });

    public void Begin(IReadOnlyList<PartitionStart> starts) =>
        Change(() => Starts.AddRange(starts));

    public void Take(in MessageView message) => Add(Messages, message);

    private void Add(List<Seen> messages, in MessageView message)
    {
        var text = message.Value.Length > 1000 ? "long" : Encoding.UTF8.GetString(message.Value);
        var seen = new Seen(
            message.Partition,
            message.Offset,
            message.Timestamp,
            Encoding.UTF8.GetString(message.Key),
            message.IsNull ? null : text,
            message.Value.Length
        )
        {
            LeaderEpoch = message.LeaderEpoch,
            IsLogAppendTime = message.IsLogAppendTime,
        };
        lock (_gate)
        {
            messages.Add(seen);
        }
    }

    public void Reached(int partition, long offset) =>
        Change(() => LastReached[partition] = offset);

    public void Lost(int partition, long from, long until, LossReason reason) =>
        Change(() => Losses.Add(new Loss(partition, from, until, reason)));

    public void Flush() => Change(() => { });

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

    /// <summary>Takes what is read again.</summary>
    private sealed class Refill(Reading reading) : IReaderSink
    {
        public void Begin(IReadOnlyList<PartitionStart> starts) =>
            throw new InvalidOperationException("Nothing begins twice.");

        public void Take(in MessageView message)
        {
            var partition = message.Partition;
            reading.Change(() =>
                reading.CountAtFirstAgain.TryAdd(
                    partition,
                    reading.Messages.Count(one => one.Partition == partition)
                )
            );
            reading.Add(reading.Again, message);
        }

        public void Reached(int partition, long offset) =>
            reading.Change(() => reading.ReachedAgain[partition] = offset);

        public void Lost(int partition, long from, long until, LossReason reason) =>
            reading.Change(() => reading.LostAgain.Add(new Loss(partition, from, until, reason)));

        public void Flush() => reading.Change(() => { });
    }
}
