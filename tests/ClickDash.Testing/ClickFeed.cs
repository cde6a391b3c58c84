using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;

namespace ClickDash.Testing;

/// <summary>Takes messages and clicks one by one the way that they come from a reader: decoded into a batch, then recorded.</summary>
public sealed class ClickFeed
{
    private readonly ClickDecoder _decoder;
    private readonly ClickBatch _batch = new();
    private long _offset;

    /// <param name="intake">Where clicks are recorded.</param>
    /// <param name="source">The topic.</param>
    /// <param name="format">How messages are read; needed for <see cref="Read"/> alone.</param>
    public ClickFeed(ClickIntake intake, string source = "clicks", IClickFormat? format = null)
    {
        Recorder = new ClickRecorder(intake, source);
        _decoder = new ClickDecoder(format ?? new ClicksFormat(), userSalt: 5202);
    }

    /// <summary>What records them.</summary>
    public ClickRecorder Recorder { get; }

    /// <summary>Records a click of a message of its own; times in epoch milliseconds.</summary>
    public void Record(in Click click, long messageTime, long arrived, bool isLive = false)
    {
        _batch.Clear();
        _decoder.Begin(_batch);
        ((IClickSink)_decoder).Add(click);
        _decoder.End(0, _offset++, Created(messageTime), -1, DropReason.None);
        _batch.Arrived = arrived;
        Recorder.Record(_batch, _batch[0], isLive);
    }

    /// <summary>Records a message; gives whether it held a click.</summary>
    public bool Read(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        long messageTime,
        long arrived,
        int partition = 0,
        bool isNull = false
    )
    {
        var hasClick = Decode(key, value, messageTime, partition, isNull);
        _batch.Arrived = arrived;
        Recorder.Record(_batch, _batch[0], isLive: false);
        return hasClick;
    }

    /// <summary>Takes a message that an earlier run counted.</summary>
    public void Refill(
        ReadOnlySpan<byte> value,
        long messageTime,
        long arrived,
        ReadOnlySpan<byte> key = default,
        bool isNull = false
    )
    {
        Decode(key, value, messageTime, partition: 0, isNull);
        Recorder.Refill(_batch, _batch[0], arrived);
    }

    private bool Decode(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        long messageTime,
        int partition,
        bool isNull
    )
    {
        _batch.Clear();
        return _decoder.Decode(
            _batch,
            partition,
            _offset++,
            Created(messageTime),
            leaderEpoch: -1,
            key,
            value,
            isNull
        );
    }

    private static MessageTime Created(long time) => new(time, IsLogAppendTime: false);
}
