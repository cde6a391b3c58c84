using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace ClickDash.Kafka;

/// <summary>Asks where the partitions end. Belongs to the poller's thread, except for <see cref="Latest"/>.</summary>
internal sealed class EndsQuestion(OffsetQuestion offsets, IsolationLevel isolation)
{
    private volatile Dictionary<int, PartitionEnd> _latest = [];
    private string? _topicId;

    /// <summary>The newest known ends by partition, of one topic id.</summary>
    public IReadOnlyDictionary<int, PartitionEnd> Latest => _latest;

    /// <summary>Asks for the ends of the partitions that have a leader; one that does not answer keeps the end that was known.</summary>
    /// <returns>Whether all answered.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool Ask(TopicMetadata topic, CancellationToken cancellation)
    {
        int[] led = [.. topic.Partitions.Where(one => one.HasLeader).Select(one => one.Number)];
        var high = offsets.Ask(
            led,
            OffsetSpec.Latest(),
            IsolationLevel.ReadUncommitted,
            cancellation
        );
        var readable =
            isolation == IsolationLevel.ReadUncommitted
                ? high
                : offsets.Ask(led, OffsetSpec.Latest(), isolation, cancellation);
        var isSame = !topic.IsIdKnown || topic.TopicId == _topicId;
        var ends = isSame ? new Dictionary<int, PartitionEnd>(_latest) : [];
        _topicId = isSame ? _topicId : topic.TopicId;
        foreach (var (number, end) in readable)
        {
            // Asked a moment later, the readable end may have passed the watermark of before.
            var mark = high.TryGetValue(number, out var known) ? known.Offset : end.Offset;
            ends[number] = new PartitionEnd(end.Offset, Math.Max(mark, end.Offset));
        }

        _latest = ends;
        return readable.Count == led.Length;
    }
}
