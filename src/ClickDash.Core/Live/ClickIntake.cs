using System.IO.Hashing;
using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// Takes clicks: each is judged, added to the small table of its second and appended to the log. What was taken is handed
/// over at every tick by <see cref="Cut"/>, so that the thread that reads never waits for a picture. Not thread-safe: its
/// owner takes one lock.
/// </summary>
public sealed class ClickIntake
{
    /// <summary>How far a click's own time may be ahead of its message's, in milliseconds: clocks differ, but not by more.</summary>
    public const long MostAhead = 10_000;

    private static readonly byte[][] StatusTexts =
    [
        .. Enumerable.Range(0, 600).Select(status => Encoding.UTF8.GetBytes($"{status}")),
    ];

    private readonly LiveOptions _options;
    private readonly long _lateness;
    private readonly ValueTables _values;
    private readonly ClickLog _log;
    private readonly int[] _statusIds = new int[600];
    private readonly Settling _settling = new();
    private readonly DelayMeter _delays = new();
    private Tally _tally = new();
    private Tally _spare = new();

    internal ClickIntake(LiveOptions options, long now, ValueTables values, ClickLog log)
    {
        (_options, _values, _log) = (options, values, log);
        _lateness = (long)options.AllowedLateness.TotalMilliseconds;
        _tally.Begin(now);
        Array.Fill(_statusIds, -1);
    }

    /// <summary>What was read since counting began.</summary>
    public Counters Counters { get; } = new();

    /// <summary>The number of a value, which stays the same until the value is evicted.</summary>
    public int Intern(Dimension dimension, string value) =>
        _values[dimension].Intern(Encoding.UTF8.GetBytes(value));

    /// <summary>How many clicks of a dimension were <c>(other)</c> because there was no room to name their value.</summary>
    public long Unnamed(Dimension dimension) => _values[dimension].Unnamed;

    /// <summary>Keeps a value named that somebody watches, from the next <see cref="Cut"/> on; a tenth of all values at most.</summary>
    /// <returns>False where as many are pinned as can be; it is not to be unpinned then.</returns>
    public bool Pin(Dimension dimension, string value) => _values.Pin(dimension, value);

    /// <summary>Undoes one <see cref="Pin"/>.</summary>
    public void Unpin(Dimension dimension, string value) => _values.Unpin(dimension, value);

    /// <summary>Records one click. Allocates nothing once its values are known.</summary>
    /// <param name="click">The click.</param>
    /// <param name="messageTime">Its message's Kafka timestamp in epoch milliseconds, which judges the click's own time.</param>
    /// <param name="arrived">When it was read, in epoch milliseconds: what its delay is measured by, and nothing else.</param>
    /// <param name="source">The number of its topic, from <see cref="Intern"/>.</param>
    public void Record(in Click click, long messageTime, long arrived, int source)
    {
        if (!TryTime(click, messageTime, out var time, out var isRetimed))
        {
            Drop(DropReason.TooLate, messageTime);
            return;
        }

        _settling.Record(messageTime - time);
        _delays.Record(arrived - time);
        Count(Logged(click, time, source, IsLate(time, messageTime), isRetimed, click.Weight));
    }

    /// <summary>Records by how much a row of counts changed; a row that was read before changes nothing.</summary>
    /// <param name="row">The row: its weight is its count now.</param>
    /// <param name="messageTime">As for <see cref="Record"/>.</param>
    /// <param name="arrived">As for <see cref="Record"/>.</param>
    /// <param name="source">As for <see cref="Record"/>.</param>
    /// <param name="latest">The last counts of the partition it was read from.</param>
    public void Replace(
        in Click row,
        long messageTime,
        long arrived,
        int source,
        LatestCounts latest
    )
    {
        // Nothing later would tell whether a count of a second that was not yet is the last one.
        if (row.Time.Milliseconds is not { } time || time > messageTime + MostAhead)
        {
            Drop(DropReason.Malformed, messageTime);
            return;
        }

        // A message from the future must not have all that come after it dropped.
        var now = Math.Min(messageTime, arrived + MostAhead);
        if (
            !latest.TryReplace(
                new(time / 1000, row.Row),
                row.Weight,
                now,
                out var change,
                out var isNew
            )
        )
        {
            Drop(DropReason.TooLate, messageTime);
        }
        else if (change != 0 || isNew)
        {
            _settling.Record(messageTime - time);
            _delays.Record(arrived - time);
            // A row is late once: what is added to one that was in time is how such counts come.
            var isLate = isNew && IsLate(time, messageTime);
            Count(
                Logged(row, time, source, isLate, isRetimed: false, change) with
                {
                    Weight = change,
                }
            );
        }
    }

    /// <summary>Takes a click that was counted by an earlier run into the log alone, so that filters have their past.</summary>
    /// <param name="click">The click.</param>
    /// <param name="messageTime">As for <see cref="Record"/>.</param>
    /// <param name="source">As for <see cref="Record"/>.</param>
    public void Refill(in Click click, long messageTime, int source)
    {
        if (TryTime(click, messageTime, out var time, out var isRetimed))
        {
            _log.Append(
                Logged(click, time, source, IsLate(time, messageTime), isRetimed, weight: 0)
            );
        }
    }

    /// <summary>Takes a row of counts that was counted by an earlier run into the log alone.</summary>
    /// <param name="row">As for <see cref="Replace"/>.</param>
    /// <param name="messageTime">As for <see cref="Record"/>.</param>
    /// <param name="source">As for <see cref="Record"/>.</param>
    /// <param name="again">The last counts of what was read again of its partition.</param>
    public void Refill(in Click row, long messageTime, int source, LatestCounts again)
    {
        if (
            row.Time.Milliseconds is { } time
            && time <= messageTime + MostAhead
            && again.TryReplace(
                new(time / 1000, row.Row),
                row.Weight,
                messageTime,
                out var change,
                out var isNew
            )
            && (change != 0 || isNew)
        )
        {
            var isLate = isNew && IsLate(time, messageTime);
            _log.Append(
                Logged(row, time, source, isLate, isRetimed: false, weight: 0) with
                {
                    Weight = change,
                }
            );
        }
    }

    /// <summary>Names the values of an earlier run's seconds, before anything is recorded.</summary>
    /// <param name="seconds">The seconds in order of time, whose values have numbers of their own.</param>
    /// <param name="name">The value that such a number stands for.</param>
    /// <returns>The same with numbers of this run.</returns>
    internal IEnumerable<Bucket> Restore(
        IReadOnlyList<Bucket> seconds,
        Func<Dimension, int, string> name
    )
    {
        var key = _values.Restore(seconds, name);
        foreach (var second in seconds)
        {
            var restored = new Bucket();
            restored.Reset(second.Index);
            restored.MergeAs(second, key);
            _values.Observe([restored], second.Index * 1000);
            yield return restored;
        }
    }

    /// <summary>Makes a place for the last counts of a partition.</summary>
    internal LatestCounts NewLatest() => new(_lateness);

    /// <summary>Clicks up to a moment were counted by an earlier run and are not in the log: a filter cannot know them.</summary>
    /// <param name="time">Epoch milliseconds; the least number there is for none.</param>
    public void MissThrough(long time) =>
        _log.MissThrough(time == long.MinValue ? long.MinValue : time / 1000);

    /// <summary>Counts a message or click that is not counted otherwise.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="messageTime">When it came, in epoch milliseconds.</param>
    public void Drop(DropReason reason, long messageTime)
    {
        Counters.Drop(reason);
        _tally.At(messageTime / 1000).Dropped++;
    }

    /// <summary>Notes that nothing could be counted for a while.</summary>
    public void AddGap(Gap gap) => _tally.Gaps.Add(gap);

    /// <summary>Hands over what was taken since the last time. It is valid until the time after the next.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public Tally Cut(long now)
    {
        var cut = _tally;
        _settling.Update(now);
        _delays.Update(now);
        cut.End(now, _log.Count, _settling.Milliseconds, _delays.Read());
        _values.End(cut);
        (_tally, _spare) = (_spare, cut);
        _tally.Begin(now);
        return cut;
    }

    private void Count(in LoggedClick click)
    {
        Counters.Clicks += click.Weight;
        Counters.Late += click.IsLate ? 1 : 0;
        Counters.Retimed += click.IsRetimed ? 1 : 0;
        Count(_tally.At(click.Second), click);
        _log.Append(click);
    }

    /// <summary>Whether a click's second was closed when its message came.</summary>
    private bool IsLate(long time, long messageTime) =>
        messageTime >= (time / 1000 + 1) * 1000 + _settling.Milliseconds;

    private bool TryTime(in Click click, long messageTime, out long time, out bool isRetimed)
    {
        time = _options.BrokerTime ? messageTime : click.Time.Milliseconds ?? messageTime;
        isRetimed =
            (click.Time.IsImplausible && !_options.BrokerTime) || time > messageTime + MostAhead;
        if (isRetimed)
        {
            time = messageTime;
        }

        return time >= messageTime - _lateness;
    }

    private LoggedClick Logged(
        in Click click,
        long time,
        int source,
        bool isLate,
        bool isRetimed,
        long weight
    ) =>
        new(
            time / 1000,
            Intern(Dimension.Page, click.Page, weight),
            Intern(Dimension.Country, Cut(click.Country), weight),
            Intern(Dimension.Referrer, Cut(click.Referrer), weight),
            Intern(Dimension.Device, Cut(click.Device), weight),
            StatusId(click.Status),
            source,
            UserHash(click.User),
            click.Weight,
            StatusClasses.Of(click.Status),
            isLate,
            isRetimed
        );

    private static void Count(Bucket bucket, in LoggedClick click)
    {
        var counts = bucket.Counts;
        bucket.Total += click.Weight;
        bucket.Statuses[click.StatusClass] += click.Weight;
        bucket.Late += click.IsLate ? 1 : 0;
        bucket.Retimed += click.IsRetimed ? 1 : 0;
        counts.Add(Dimension.Page, click.Page, click.Weight);
        counts.Add(Dimension.Country, click.Country, click.Weight);
        counts.Add(Dimension.Referrer, click.Referrer, click.Weight);
        counts.Add(Dimension.Device, click.Device, click.Weight);
        counts.Add(Dimension.Status, click.Status, click.Weight);
        counts.Add(Dimension.Source, click.Source, click.Weight);
    }

    /// <param name="dimension">The dimension.</param>
    /// <param name="text">The value.</param>
    /// <param name="weight">What it counts; 0 where a click of the past is no reason to make room for it.</param>
    private int Intern(Dimension dimension, ReadOnlySpan<byte> text, long weight) =>
        text.IsEmpty
            ? ValueTable.None
            : _values[dimension].Intern(ValueTable.Hash(text), text, weight);

    /// <summary>A user's salted hash; 0 where there is none.</summary>
    private ulong UserHash(ReadOnlySpan<byte> user) =>
        user.IsEmpty ? 0 : Math.Max(1, XxHash3.HashToUInt64(user, _options.UserSalt));

    private int StatusId(int status)
    {
        if (StatusClasses.Of(status) == 0)
        {
            return ValueTable.None;
        }

        ref var id = ref _statusIds[status];
        return id >= 0 ? id : id = _values[Dimension.Status].Intern(StatusTexts[status]);
    }

    /// <summary>The text, or as much of it as is kept, without half a character at its end.</summary>
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text)
    {
        if (text.Length <= Limits.ValueBytes)
        {
            return text;
        }

        var length = Limits.ValueBytes;
        while ((text[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return text[..length];
    }
}
