using System.Text;
using ClickDash.Core.Wire;
using ClickDash.Kafka;

namespace ClickDash.Server.Tests.Engine;

/// <summary>
/// Hands a topic's messages over as the consumer does, by one reader and one that reads again what was counted, without a broker.
/// </summary>
internal sealed class TopicFeed(ITopicSink topic)
{
    private readonly IReaderSink _reader = topic.NewReader(0);
    private readonly Dictionary<int, long> _counted = [];
    private IReaderSink? _refill;

    /// <summary>A partition's reading begins.</summary>
    public void Begin(
        long offset,
        long? from = null,
        long? end = null,
        long low = 0,
        SegmentStart kind = SegmentStart.First,
        int partition = 0,
        string? topicId = "id",
        long? olderThan = null
    )
    {
        _counted[partition] = offset;
        _reader.Begin([
            new PartitionStart(
                partition,
                topicId,
                LeaderEpoch: 0,
                offset,
                low,
                end ?? offset,
                from ?? offset,
                kind
            )
            {
                OlderThan = olderThan,
            },
        ]);
    }

    /// <summary>Messages one after the other, of a time in epoch milliseconds; those before where reading began are read again.</summary>
    public void Take(
        long offset,
        long at,
        IEnumerable<byte[]> values,
        int partition = 0,
        string? key = null,
        bool isLogAppendTime = false
    )
    {
        var name = key is null ? [] : Encoding.UTF8.GetBytes(key);
        foreach (var value in values)
        {
            var message = new MessageView(
                partition,
                offset,
                at,
                name,
                value,
                isNull: false,
                isLogAppendTime
            );
            var counted = _counted.GetValueOrDefault(partition);
            if (offset++ >= counted)
            {
                _reader.Take(message);
                continue;
            }

            _refill ??= topic.NewRefill();
            _refill.Take(message);
            if (offset == counted)
            {
                _refill.Reached(partition, counted);
            }
        }

        _refill?.Flush();
        _reader.Flush();
    }

    /// <summary>A message without a value.</summary>
    public void TakeTombstone(long offset, long at, string key)
    {
        _reader.Take(
            new MessageView(0, offset, at, Encoding.UTF8.GetBytes(key), default, isNull: true)
        );
        _reader.Flush();
    }

    /// <summary>All up to an offset is read.</summary>
    public void Reached(long end, int partition = 0)
    {
        _reader.Reached(partition, end);
        _reader.Flush();
    }

    /// <summary>Messages were gone before they could be read.</summary>
    public void Lost(long from, long to, int partition = 0) =>
        _reader.Lost(partition, from, to, LossReason.Deleted);

    /// <summary>How reading goes.</summary>
    public void Report(IngestState state, string message, params PartitionReport[] partitions) =>
        topic.Report(new TopicReport(state, message, partitions));

    /// <summary>Reading goes well, up to an end.</summary>
    public void Reads(long? end = null) =>
        Report(
            IngestState.Reading,
            "Reading clicks.",
            new PartitionReport(0, PartitionState.Reading, Message: null, end, HeldBack: 0)
        );
}
