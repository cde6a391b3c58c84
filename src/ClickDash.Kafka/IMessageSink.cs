using System.Runtime.InteropServices;
using ClickDash.Core.Wire;

namespace ClickDash.Kafka;

/// <summary>
/// Takes what <see cref="ClickConsumer"/> reads. Every call comes on the consumer's thread, one at a time; what a call
/// throws ends the consumer.
/// </summary>
public interface IMessageSink
{
    /// <summary>Partitions whose reading begins; called before anything of them is taken, and again for later ones.</summary>
    /// <param name="topicId">The topic's id, the same until it is made anew; null where the broker has none to give.</param>
    /// <param name="starts">Where each begins.</param>
    void Begin(string? topicId, IReadOnlyList<PartitionStart> starts);

    /// <summary>
    /// Messages in order of offset within each partition; where a start said so, first those before it that were counted
    /// already. The batch is valid only during the call.
    /// </summary>
    void Take(MessageBatch batch);

    /// <summary>
    /// A partition was read up to its end: offsets before it of which no message came hold none (the marks of transactions,
    /// what was compacted away).
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">The one that comes after all there is.</param>
    void Reached(int partition, long offset);

    /// <summary>The newest known end of each partition, about once a second: what the lag is measured by.</summary>
    void Ends(IReadOnlyList<PartitionEnd> ends);

    /// <summary>Reading goes on at <paramref name="actual"/> though <paramref name="expected"/> was next: what lies between is gone.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="expected">The offset that was to be read next.</param>
    /// <param name="actual">The offset that is read next; less than <paramref name="expected"/> where the topic was made anew.</param>
    /// <param name="reason">Why, as a sentence for people.</param>
    void Lost(int partition, long expected, long actual, string reason);

    /// <summary>How reading goes, once per change, in a sentence for people.</summary>
    void Status(IngestState state, string message);
}

/// <summary>Where a partition's reading begins.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Offset">The first offset that counts.</param>
/// <param name="Low">The oldest offset that the broker had at that moment.</param>
/// <param name="End">The offset after the newest at that moment.</param>
/// <param name="From">The first offset that is read: before <paramref name="Offset"/> where counted messages are read again.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PartitionStart(
    int Partition,
    long Offset,
    long Low,
    long End,
    long From
)
{
    /// <summary>A start that reads nothing again.</summary>
    public PartitionStart(int partition, long offset, long low, long end)
        : this(partition, offset, low, end, offset) { }
}

/// <summary>A partition's newest known end.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="End">The offset after the newest message.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PartitionEnd(int Partition, long End);

/// <summary>Where reading was left, as a store kept it.</summary>
/// <param name="TopicId">The topic's id then; null where it was not known.</param>
/// <param name="Next">The next offset of each partition.</param>
/// <param name="Again">What is read again before that; null for nothing.</param>
public sealed record StoredOffsets(
    string? TopicId,
    IReadOnlyDictionary<int, long> Next,
    ReadAgain? Again = null
);

/// <summary>How much of what was counted is read again, so that it can be filtered.</summary>
/// <param name="Messages">At most so many, of all partitions together.</param>
/// <param name="Since">None that are older.</param>
public sealed record ReadAgain(long Messages, DateTimeOffset Since);
