using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace ClickDash.Kafka;

/// <summary>Asks for offsets of partitions. Each is answered for itself: one whose leader is away is left out, the others are not held up.</summary>
internal sealed class OffsetQuestion(IAdminClient admin, AdminRequests requests, string topic)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>The offsets of those partitions that were answered for, with the leader's epoch where it was told (else -1).</summary>
    /// <param name="partitions">Whose.</param>
    /// <param name="spec">Which offset of each.</param>
    /// <param name="isolation">Whether open transactions end the log.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyDictionary<int, (long Offset, int LeaderEpoch)> Ask(
        IReadOnlyCollection<int> partitions,
        OffsetSpec spec,
        IsolationLevel isolation,
        CancellationToken cancellation
    )
    {
        if (partitions.Count == 0)
        {
            return new Dictionary<int, (long, int)>();
        }

        return Answers(
                partitions.Select(number => new TopicPartitionOffsetSpec
                {
                    TopicPartition = new TopicPartition(topic, number),
                    OffsetSpec = spec,
                }),
                isolation,
                cancellation
            )
            .Select(answer => answer.TopicPartitionOffsetError)
            // A leader that did not answer leaves its partitions without an error and without an offset.
            .Where(answer => !answer.Error.IsError && answer.Offset != Offset.Unset)
            .ToDictionary(
                answer => answer.Partition.Value,
                answer => (answer.Offset.Value, answer.LeaderEpoch ?? -1)
            );
    }

    private List<ListOffsetsResultInfo> Answers(
        IEnumerable<TopicPartitionOffsetSpec> asked,
        IsolationLevel isolation,
        CancellationToken cancellation
    )
    {
        try
        {
            return requests
                .Wait(
                    admin.ListOffsetsAsync(
                        asked,
                        new ListOffsetsOptions
                        {
                            RequestTimeout = Timeout,
                            IsolationLevel = isolation,
                        }
                    ),
                    cancellation
                )
                .ResultInfos;
        }
        catch (AggregateException e) when (e.InnerException is ListOffsetsException partly)
        {
            return partly.Result.ResultInfos;
        }
        catch (AggregateException e) when (e.InnerException is KafkaException)
        {
            // No broker answered for any of them.
            return [];
        }
    }
}
