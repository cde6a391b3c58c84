using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;

namespace ClickDash.Core.Live;

/// <summary>Reads messages of one topic with its format and records what they hold. Belongs to the thread that reads the topic.</summary>
public sealed class ClickRecorder : IClickSink
{
    private readonly ClickIntake _intake;
    private readonly IClickFormat _format;
    private readonly string _topic;
    private readonly int _source;
    private readonly Dictionary<int, LatestCounts> _latest = [];
    private readonly Dictionary<int, LatestCounts> _again = [];
    private long _messageTime;
    private long _arrived;
    private int _partition;
    private bool _hasClicks;
    private bool _isRefill;

    /// <param name="intake">Where clicks are recorded.</param>
    /// <param name="format">How messages are read.</param>
    /// <param name="source">The topic: the clicks' value of the dimension <c>source</c>.</param>
    public ClickRecorder(ClickIntake intake, IClickFormat format, string source)
    {
        _intake = intake;
        _format = format;
        _topic = source;
        _source = intake.Intern(Dimension.Source, source);
    }

    /// <summary>Records one message: its clicks, or why it gave none.</summary>
    /// <param name="key">Its key; empty where it has none.</param>
    /// <param name="value">Its value; empty where it is null.</param>
    /// <param name="messageTime">Its Kafka timestamp in epoch milliseconds.</param>
    /// <param name="arrived">When it was read, in epoch milliseconds.</param>
    /// <param name="partition">The partition it was read from: rows of counts replace those of their own.</param>
    /// <returns>Whether it held a click, counted or not.</returns>
    public bool Read(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        long messageTime,
        long arrived,
        int partition = 0
    )
    {
        (_messageTime, _arrived, _hasClicks, _isRefill) = (messageTime, arrived, false, false);
        _partition = partition;
        if (_again.Count > 0)
        {
            // Nothing of the partition is read again any more.
            _again.Remove(partition);
        }

        _intake.Counters.Messages++;
        var reason = Decode(key, value);
        if (reason != DropReason.None)
        {
            _intake.Drop(reason, messageTime);
        }
        else if (!_hasClicks)
        {
            _intake.Counters.Ignored++;
        }

        return _hasClicks;
    }

    /// <summary>Takes a message that an earlier run counted into the log alone.</summary>
    /// <param name="key">As for <see cref="Read"/>.</param>
    /// <param name="value">As for <see cref="Read"/>.</param>
    /// <param name="messageTime">As for <see cref="Read"/>.</param>
    /// <param name="partition">As for <see cref="Read"/>.</param>
    public void Refill(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        long messageTime,
        int partition = 0
    )
    {
        (_messageTime, _isRefill, _partition) = (messageTime, true, partition);
        Decode(key, value);
    }

    /// <summary>Hands over the rows of counts that changed since this was last asked, of all partitions.</summary>
    public IReadOnlyList<RowCounts> TakeRows()
    {
        if (_latest.Count == 0)
        {
            return [];
        }

        var counts = new Dictionary<RowKey, RowCount>();
        foreach (var (partition, latest) in _latest)
        {
            foreach (var (key, count) in latest.TakeChanged())
            {
                counts[key] = new RowCount(count, Timestamp: -1, partition, Offset: -1);
            }
        }

        return [new RowCounts(_topic, _latest.Values.Min(latest => latest.Since), counts)];
    }

    /// <summary>Goes on with the rows of counts that an earlier run read.</summary>
    public void Restore(RowCounts rows)
    {
        foreach (var partition in rows.Counts.GroupBy(row => row.Value.Partition))
        {
            Of(_latest, partition.Key)
                .Restore(
                    rows.Since,
                    partition.ToDictionary(row => row.Key, row => row.Value.Count)
                );
        }
    }

    private LatestCounts Of(Dictionary<int, LatestCounts> partitions, int partition)
    {
        if (!partitions.TryGetValue(partition, out var latest))
        {
            partitions.Add(partition, latest = _intake.NewLatest());
        }

        return latest;
    }

    private DropReason Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        value.Length > Limits.MessageBytes ? DropReason.TooLarge : _format.Read(key, value, this);

    void IClickSink.Add(in Click click)
    {
        _hasClicks = true;
        var isTooLarge = click.Page.Length > Limits.PageBytes;
        if (_isRefill)
        {
            if (!isTooLarge)
            {
                Refill(click);
            }
        }
        else if (isTooLarge)
        {
            _intake.Drop(DropReason.TooLarge, _messageTime);
        }
        else if (click.Row != 0)
        {
            _intake.Replace(click, _messageTime, _arrived, _source, Of(_latest, _partition));
        }
        else
        {
            _intake.Record(click, _messageTime, _arrived, _source);
        }
    }

    private void Refill(in Click click)
    {
        if (click.Row != 0)
        {
            _intake.Refill(click, _messageTime, _source, Of(_again, _partition));
        }
        else
        {
            _intake.Refill(click, _messageTime, _source);
        }
    }
}
