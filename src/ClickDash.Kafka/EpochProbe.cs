using System.Diagnostics;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>
/// Finds out whether the log before an offset is still the one that was read (KIP-320): librdkafka compares the epoch of the
/// leader that wrote it with the new leader's, and goes back to where that epoch ends now. So the first that comes of a
/// partition, a message or its end, tells: before the offset, the log was cut there.
/// </summary>
internal sealed class EpochProbe(ConsumerClients clients, string topic)
{
    private const int PollMilliseconds = 50;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>For each partition that answered, where its log goes on: its own offset, or one before it where the log was cut.</summary>
    /// <param name="positions">Next offsets, and the epochs that what lies before them was written in.</param>
    /// <param name="cancellation">Ends it early.</param>
    public IReadOnlyDictionary<int, long> Ask(
        IReadOnlyDictionary<int, StoredPartition> positions,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<int, long>();
        if (positions.Count == 0)
        {
            return found;
        }

        // A client of its own, since only a partition that a client meets for the first time is compared at its start.
        var consumer = clients.Probe();
        try
        {
            Look(consumer, positions, found, cancellation);
        }
        finally
        {
            // Its end takes a while, which reading need not wait for.
            ThreadPool.QueueUserWorkItem(_ => consumer.Dispose());
        }

        return found;
    }

    private void Look(
        IConsumer<Slice, Slice> consumer,
        IReadOnlyDictionary<int, StoredPartition> positions,
        Dictionary<int, long> found,
        CancellationToken cancellation
    )
    {
        PartitionAssignment.Add(
            consumer,
            positions.Select(one => new TopicPartitionOffset(
                topic,
                one.Key,
                one.Value.Next,
                one.Value.LeaderEpoch
            ))
        );
        var since = Stopwatch.GetTimestamp();
        while (
            found.Count < positions.Count
            && !cancellation.IsCancellationRequested
            && Stopwatch.GetElapsedTime(since) < Timeout
        )
        {
            try
            {
                if (consumer.Consume(PollMilliseconds) is { } first)
                {
                    found.TryAdd(
                        first.Partition.Value,
                        Math.Min(first.Offset.Value, positions[first.Partition.Value].Next)
                    );
                }
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                // One that is refused or led by nobody does not answer.
            }
        }
    }
}
