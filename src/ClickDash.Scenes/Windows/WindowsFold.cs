using System.IO.Hashing;
using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;

namespace ClickDash.Scenes.Windows;

/// <summary>
/// The scene <c>windows</c>: the clicks of one stream counted in tumbling, hopping and session windows, by event time and by
/// arrival, once for every watermark delay that a viewer may choose. So a slider shows at once what another delay would
/// have kept. Not thread-safe: its owner takes one lock.
/// </summary>
public sealed class WindowsFold : IClickSink
{
    // What a projector shows of them, and a class can talk about.
    private const int MostMissedClicks = 12;

    // As much of a page's name as a list has room for.
    private const int LongestPage = 80;

    // More than are read of a topic at once when the scene is opened; 20 MB.
    private const int MostHeld = 200_000;

    private readonly WindowsOptions _options;
    private readonly WindowSet[] _byEvent;
    private readonly Queue<MissedClick>[] _missed;
    private readonly WindowSet _byArrival;
    private readonly VisitorRows _rows;
    private readonly long _salt;
    private readonly ArrivalOrder<ReadClick> _held = new(MostHeld);
    private long _arrived;
    private long _clicks;
    private long _anonymous;
    private long _retimed;
    private long _notClicks;

    /// <param name="options">How the windows are cut; null for the defaults.</param>
    /// <param name="salt">Seeds the hash of visitors.</param>
    public WindowsFold(WindowsOptions? options = null, long salt = 0)
    {
        _options = options ?? new WindowsOptions();
        _salt = salt;
        _byEvent =
        [
            .. WindowsOptions.Delays.Select(delay => new WindowSet(
                _options,
                new Watermark(delay * 1000L)
            )),
        ];
        _missed = [.. WindowsOptions.Delays.Select(_ => new Queue<MissedClick>())];
        _byArrival = new WindowSet(_options, watermark: null);
        _rows = new VisitorRows((long)(_options.Gap * 2).TotalMilliseconds);
    }

    /// <summary>Takes a message's clicks; they are counted when time advances.</summary>
    /// <param name="format">How it is read.</param>
    /// <param name="key">Its key; empty where it has none.</param>
    /// <param name="value">Its value; empty where it is null.</param>
    /// <param name="messageTime">Its Kafka timestamp in epoch milliseconds: when it arrived.</param>
    /// <returns>Why it was not counted; none where it was, or where it is no click.</returns>
    public DropReason Record(
        IClickFormat format,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        long messageTime
    )
    {
        if (_held.IsFull)
        {
            Fold(_held.Last);
        }

        _arrived = messageTime;
        var reason =
            value.Length > Limits.MessageBytes
                ? DropReason.TooLarge
                : format.Read(key, value, this);
        _notClicks += reason == DropReason.None ? 0 : 1;
        return reason;
    }

    /// <summary>Counts what has come, in order of arrival, and forgets what is older than the picture.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public void Advance(long now)
    {
        Fold(now);
        foreach (var set in _byEvent)
        {
            set.Trim(set.Newest ?? now);
        }

        _byArrival.Trim(now);
    }

    /// <summary>The picture for a watermark delay.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    /// <param name="delay">One of <see cref="WindowsOptions.Delays"/>, in seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such delay.</exception>
    public WindowsPicture Take(long now, int delay)
    {
        var index = WindowsOptions.Delays.ToList().IndexOf(delay);
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(delay));
        var byEvent = _byEvent[index];
        return new WindowsPicture(
            now,
            delay,
            (long)_options.Span.TotalMilliseconds,
            (long)_options.Length.TotalMilliseconds,
            (long)_options.Hop.TotalMilliseconds,
            (long)_options.Gap.TotalMilliseconds,
            byEvent.Newest,
            byEvent.WatermarkTime,
            new LanePicture(
                [.. byEvent.Tumbling.Windows],
                [.. _byArrival.Tumbling.Windows],
                byEvent.Tumbling.Taken,
                byEvent.Tumbling.Partly,
                byEvent.Tumbling.Missed
            ),
            new LanePicture(
                [.. byEvent.Hopping.Windows],
                [.. _byArrival.Hopping.Windows],
                byEvent.Hopping.Taken,
                byEvent.Hopping.Partly,
                byEvent.Hopping.Missed
            ),
            new SessionsPicture(
                [
                    .. _rows.Users.Select(user => new VisitorPicture(
                        [.. byEvent.Sessions.Of(user)],
                        [.. _byArrival.Sessions.Of(user)]
                    )),
                ],
                byEvent.Sessions.Count,
                byEvent.Sessions.Taken,
                byEvent.Sessions.Missed,
                byEvent.Sessions.NoRoom
            ),
            [.. _missed[index].Reverse()],
            _clicks,
            _anonymous,
            _retimed,
            _notClicks
        );
    }

    void IClickSink.Add(in Click click)
    {
        // A row of counts replaces another: it is no click that happened at a moment.
        if (click.Row != 0 || click.Page.Length > Limits.PageBytes)
        {
            _notClicks++;
            return;
        }

        var user = click.User.IsEmpty ? 0 : Math.Max(1, XxHash3.HashToUInt64(click.User, _salt));
        // Cut by bytes, which may leave half a character.
        var page = Encoding
            .UTF8.GetString(click.Page[..Math.Min(click.Page.Length, LongestPage)])
            .TrimEnd('\uFFFD');
        _held.Add(_arrived, new ReadClick(click.Time, user, click.Weight, page));
    }

    private void Fold(long now)
    {
        foreach (var (messageTime, click) in _held.Take())
        {
            // A message whose clock is ahead must not end what is now.
            Count(click, Math.Min(messageTime, now + TimeJudge.MaxAhead));
        }
    }

    private void Count(ReadClick click, long arrived)
    {
        var timed = new TimedClick(EventTime(click, arrived), arrived, click.User, click.Weight);
        _clicks += click.Weight;
        _anonymous += click.User == 0 ? click.Weight : 0;
        for (var i = 0; i < _byEvent.Length; i++)
        {
            var watermark = _byEvent[i].WatermarkTime;
            var missed = _byEvent[i].Add(timed);
            if (missed.Any)
            {
                Remember(_missed[i], timed, missed, watermark ?? timed.Time, click.Page);
            }
        }

        _byArrival.Add(timed with { Time = arrived });
        if (click.User != 0)
        {
            _rows.See(click.User, arrived);
        }
    }

    /// <summary>A click's own time, judged as everywhere: what it cannot know is its message's.</summary>
    private long EventTime(ReadClick click, long arrived)
    {
        var time = click.Time.Milliseconds ?? arrived;
        if (!click.Time.IsImplausible && time <= arrived + TimeJudge.MaxAhead)
        {
            return time;
        }

        _retimed += click.Weight;
        return arrived;
    }

    private static void Remember(
        Queue<MissedClick> list,
        in TimedClick click,
        MissedWindows missed,
        long watermark,
        string page
    )
    {
        list.Enqueue(
            new MissedClick(
                click.Time,
                click.Arrived,
                watermark,
                page,
                missed.Tumbling,
                missed.Hopping,
                missed.Session
            )
        );
        if (list.Count > MostMissedClicks)
        {
            list.Dequeue();
        }
    }

    /// <summary>A click as its message says it.</summary>
    private sealed record ReadClick(ClickTime Time, ulong User, long Weight, string Page);
}
