using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;

namespace ClickDash.Core.Live;

/// <summary>Reads messages of one topic with its format and records what they hold. Belongs to the thread that reads the topic.</summary>
public sealed class ClickRecorder : IClickSink
{
    private readonly ClickIntake _intake;
    private readonly IClickFormat _format;
    private readonly int _source;
    private long _messageTime;
    private long _arrived;
    private bool _hasClicks;
    private bool _isRefill;

    /// <param name="intake">Where clicks are recorded.</param>
    /// <param name="format">How messages are read.</param>
    /// <param name="source">The topic: the clicks' value of the dimension <c>source</c>.</param>
    public ClickRecorder(ClickIntake intake, IClickFormat format, string source)
    {
        _intake = intake;
        _format = format;
        _source = intake.Intern(Dimension.Source, source);
    }

    /// <summary>Records one message: its clicks, or why it gave none.</summary>
    /// <param name="key">Its key; empty where it has none.</param>
    /// <param name="value">Its value; empty where it is null.</param>
    /// <param name="messageTime">Its Kafka timestamp in epoch milliseconds.</param>
    /// <param name="arrived">When it was read, in epoch milliseconds.</param>
    public void Read(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        long messageTime,
        long arrived
    )
    {
        (_messageTime, _arrived, _hasClicks, _isRefill) = (messageTime, arrived, false, false);
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
    }

    /// <summary>Takes a message that an earlier run counted into the log alone.</summary>
    /// <param name="key">As for <see cref="Read"/>.</param>
    /// <param name="value">As for <see cref="Read"/>.</param>
    /// <param name="messageTime">As for <see cref="Read"/>.</param>
    public void Refill(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long messageTime)
    {
        (_messageTime, _isRefill) = (messageTime, true);
        Decode(key, value);
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
                _intake.Refill(click, _messageTime, _source);
            }
        }
        else if (isTooLarge)
        {
            _intake.Drop(DropReason.TooLarge, _messageTime);
        }
        else
        {
            _intake.Record(click, _messageTime, _arrived, _source);
        }
    }
}
