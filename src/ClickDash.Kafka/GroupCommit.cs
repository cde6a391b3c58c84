using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace ClickDash.Kafka;

/// <summary>
/// Commits what the sink was handed under the group id, by which Kafka's tools show the lag; nothing of ours depends on it.
/// Never waits longer than it is told to: a client's own commit at its end waits for a broker that may be gone.
/// </summary>
internal sealed class GroupCommit(
    IAdminClient admin,
    string topic,
    string group,
    TimeSpan every,
    ILogger logger
)
{
    // Milliseconds: librdkafka's own.
    private const int DefaultInterval = 5000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly Dictionary<int, long> _committed = [];
    private Task _running = Task.CompletedTask;
    private long _begunAt = Stopwatch.GetTimestamp();
    private ErrorCode _lastError;

    /// <summary>The commits of a consumer; null where its settings say <c>enable.auto.commit=false</c>.</summary>
    public static GroupCommit? For(KafkaOptions options, IAdminClient admin, ILogger logger)
    {
        var set = new ConsumerConfig(options.Client);
        return set.EnableAutoCommit == false
            ? null
            : new GroupCommit(
                admin,
                options.Topic,
                options.GroupId,
                TimeSpan.FromMilliseconds(set.AutoCommitIntervalMs ?? DefaultInterval),
                logger
            );
    }

    /// <summary>Commits what is new, where it is time to; does not wait.</summary>
    public void CommitWhenDue(IEnumerable<(int Partition, long Next)> positions)
    {
        if (_running.IsCompleted && Stopwatch.GetElapsedTime(_begunAt) >= every)
        {
            _begunAt = Stopwatch.GetTimestamp();
            _running = CommitAsync(positions, Timeout);
        }
    }

    /// <summary>Commits what is new and waits for it, but not for long.</summary>
    public void Finish(IEnumerable<(int Partition, long Next)> positions, TimeSpan patience)
    {
        var since = Stopwatch.GetTimestamp();
        _running.Wait(patience);
        var left = patience - Stopwatch.GetElapsedTime(since);
        if (_running.IsCompleted && left > TimeSpan.Zero)
        {
            CommitAsync(positions, left).Wait(left);
        }
    }

    private async Task CommitAsync(
        IEnumerable<(int Partition, long Next)> positions,
        TimeSpan patience
    )
    {
        var news = positions
            .Where(one => _committed.GetValueOrDefault(one.Partition, -1) != one.Next)
            .ToArray();
        if (news.Length == 0)
        {
            return;
        }

        try
        {
            await admin
                .AlterConsumerGroupOffsetsAsync(
                    [
                        new ConsumerGroupTopicPartitionOffsets(
                            group,
                            [
                                .. news.Select(one => new TopicPartitionOffset(
                                    topic,
                                    one.Partition,
                                    one.Next
                                )),
                            ]
                        ),
                    ],
                    new AlterConsumerGroupOffsetsOptions { RequestTimeout = patience }
                )
                .ConfigureAwait(false);
            _lastError = ErrorCode.NoError;
            foreach (var (partition, next) in news)
            {
                _committed[partition] = next;
            }
        }
        catch (Exception e) when (e is KafkaException or ObjectDisposedException)
        {
            var error = (e as KafkaException)?.Error;
            if (error is not null && error.Code != _lastError)
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
