using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace ClickDash.Kafka;

/// <summary>
/// Commits what the sink was handed under the group id, by which Kafka's tools show the lag; nothing of ours depends on it.
/// Nobody waits for it longer than told: a commit takes as long as a broker that may be gone.
/// </summary>
/// <param name="client">Commits; it must outlive <see cref="Running"/>.</param>
/// <param name="topic">The topic.</param>
/// <param name="group">The group's name, for the log.</param>
/// <param name="every">The time between two commits.</param>
/// <param name="logger">Told when it begins to fail.</param>
internal sealed class GroupCommit(
    IConsumer<Slice, Slice> client,
    string topic,
    string group,
    TimeSpan every,
    ILogger logger
)
{
    // Milliseconds: librdkafka's own.
    private const int DefaultInterval = 5000;

    private readonly Dictionary<int, long> _committed = [];
    private long _begunAt = Stopwatch.GetTimestamp();
    private ErrorCode _lastError;

    /// <summary>The commit under way.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>The commits of a consumer; null where its settings say <c>enable.auto.commit=false</c>.</summary>
    public static GroupCommit? For(
        KafkaOptions options,
        IConsumer<Slice, Slice> client,
        ILogger logger
    )
    {
        var set = new ConsumerConfig(options.Client);
        return set.EnableAutoCommit == false
            ? null
            : new GroupCommit(
                client,
                options.Topic,
                options.GroupId,
                TimeSpan.FromMilliseconds(set.AutoCommitIntervalMs ?? DefaultInterval),
                logger
            );
    }

    /// <summary>Commits what is new, where it is time to; does not wait.</summary>
    public void CommitWhenDue(IEnumerable<(int Partition, long Next)> positions)
    {
        if (Stopwatch.GetElapsedTime(_begunAt) >= every)
        {
            _begunAt = Stopwatch.GetTimestamp();
            Begin(positions);
        }
    }

    /// <summary>Commits what is new and waits for it, but not for long.</summary>
    public void Finish(IEnumerable<(int Partition, long Next)> positions, TimeSpan patience)
    {
        var since = Stopwatch.GetTimestamp();
        Running.Wait(patience);
        Begin(positions);
        var left = patience - Stopwatch.GetElapsedTime(since);
        Running.Wait(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private void Begin(IEnumerable<(int Partition, long Next)> positions)
    {
        if (!Running.IsCompleted)
        {
            return;
        }

        var news = positions
            .Where(one => _committed.GetValueOrDefault(one.Partition, -1) != one.Next)
            .ToArray();
        if (news.Length > 0)
        {
            Running = Task.Run(() => Commit(news));
        }
    }

    private void Commit((int Partition, long Next)[] news)
    {
        try
        {
            client.Commit(
                news.Select(one => new TopicPartitionOffset(topic, one.Partition, one.Next))
            );
            _lastError = ErrorCode.NoError;
            foreach (var (partition, next) in news)
            {
                _committed[partition] = next;
            }
        }
        catch (KafkaException e)
        {
            var error = (e as TopicPartitionOffsetException)?.Results[0].Error ?? e.Error;
            if (error.Code != _lastError)
            {
                _lastError = error.Code;
                logger.LogInformation(
                    "Offsets of '{Topic}' could not be committed under the group '{Group}', so Kafka's tools show an older lag; reading does not need it: {Reason}",
                    topic,
                    group,
                    error.Reason
                );
            }
        }
    }
}
