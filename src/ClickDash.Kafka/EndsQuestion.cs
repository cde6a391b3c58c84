using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace ClickDash.Kafka;

/// <summary>Asks where the partitions end. Belongs to the poller's thread, except for <see cref="Latest"/>.</summary>
internal sealed class EndsQuestion(OffsetQuestion offsets, IsolationLevel isolation)
{
    private volatile Dictionary<int, PartitionEnd> _latest = [];
    private string? _topicId;
    private int _followed;

    /// <summary>The newest known ends by partition, of one topic id.</summary>
    public IReadOnlyDictionary<int, PartitionEnd> Latest => _latest;

    /// <summary>Asks for the ends of the partitions that have a leader; one that does not answer keeps the end that was known.</summary>
    /// <returns>Whether all answered.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool Ask(TopicMetadata topic, CancellationToken cancellation)
    {
        int[] led = [.. topic.Partitions.Where(one => one.HasLeader).Select(one => one.Number)];
        var askedAt = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
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
        var ends = Known(topic);
        foreach (var (number, end) in readable)
        {
            // Asked a moment later, the readable end may have passed the watermark of before.
            var mark = high.TryGetValue(number, out var known) ? known.Offset : end.Offset;
            ends[number] = new PartitionEnd(
                end.Offset,
                Math.Max(mark, end.Offset),
                ends.TryGetValue(number, out var before) ? before.Sure : -1,
                askedAt
            );
        }

        _latest = ends;
        return readable.Count == led.Length;
    }

    /// <summary>What was answered before of the same topic. Its name may be another's already when it is asked, so the next answer about the topic bears it out.</summary>
    private Dictionary<int, PartitionEnd> Known(TopicMetadata topic)
    {
        if (topic.IsIdKnown && topic.TopicId != _topicId)
        {
            (_topicId, _followed) = (topic.TopicId, topic.Number);
            return [];
        }

        if (topic.Number == _followed)
        {
            return new Dictionary<int, PartitionEnd>(_latest);
        }

        _followed = topic.Number;
        return _latest.ToDictionary(
            one => one.Key,
            one => one.Value with { Sure = one.Value.Readable }
        );
    }
}
