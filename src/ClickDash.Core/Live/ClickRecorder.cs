using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;

namespace ClickDash.Core.Live;

/// <summary>Reads messages of one topic with its format and records what they hold. Belongs to the thread that reads the topic.</summary>
public sealed class ClickRecorder : IClickSink
{
    private readonly LiveWindow _window;
    private readonly IClickFormat _format;
    private readonly int _source;
    private long _messageTime;
    private bool _hasClicks;

    /// <param name="window">Where clicks are recorded.</param>
    /// <param name="format">How messages are read.</param>
    /// <param name="source">The topic: the clicks' value of the dimension <c>source</c>.</param>
    public ClickRecorder(LiveWindow window, IClickFormat format, string source)
    {
        _window = window;
        _format = format;
        _source = window.Intern(Dimension.Source, source);
    }

    /// <summary>Records one message: its clicks, or why it gave none.</summary>
    /// <param name="key">Its key; empty where it has none.</param>
    /// <param name="value">Its value; empty where it is null.</param>
    /// <param name="messageTime">Its Kafka timestamp in epoch milliseconds.</param>
    public void Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long messageTime)
    {
        (_messageTime, _hasClicks) = (messageTime, false);
        _window.Counters.Messages++;
        var reason =
            value.Length > Limits.MessageBytes
                ? DropReason.TooLarge
                : _format.Read(key, value, this);
        if (reason != DropReason.None)
        {
            _window.Drop(reason, messageTime);
        }
        else if (!_hasClicks)
        {
            _window.Counters.Ignored++;
        }
    }

    void IClickSink.Add(in Click click)
    {
        _hasClicks = true;
        if (click.Page.Length > Limits.PageBytes)
        {
            _window.Drop(DropReason.TooLarge, _messageTime);
        }
        else
        {
            _window.Record(click, _messageTime, _source);
        }
    }
}
