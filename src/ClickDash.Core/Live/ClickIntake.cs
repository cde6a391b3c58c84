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
    private static readonly byte[][] StatusTexts =
    [
        .. Enumerable.Range(0, 600).Select(status => Encoding.UTF8.GetBytes($"{status}")),
    ];

    private readonly LiveOptions _options;
    private readonly TimeJudge _judge;
    private readonly ValueTables _values;
    private readonly ClickLog _log;
    private readonly int[] _statusIds = new int[600];
    private readonly Settling _settling = new();
    private readonly DelayMeter _delays = new();
    private Tally _tally = new();
    private Tally _spare = new();
    private ClickBatch? _takenBack;

    internal ClickIntake(LiveOptions options, long now, ValueTables values, ClickLog log)
    {
        (_options, _values, _log) = (options, values, log);
        _judge = new TimeJudge(options.Time, options.AllowedLateness, options.WatermarkDelay);
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

    /// <summary>
    /// Keeps a value named that somebody watches, from the next <see cref="Cut"/> on. A tenth of all values are kept so at most; who
    /// comes later waits.
    /// </summary>
    public void Pin(Dimension dimension, string value) => _values.Pin(dimension, value);

    /// <summary>Undoes one <see cref="Pin"/>.</summary>
    public void Unpin(Dimension dimension, string value) => _values.Unpin(dimension, value);

    /// <summary>Records one click. Allocates nothing once its values are known.</summary>
    /// <param name="batch">The batch that it lies in.</param>
    /// <param name="click">The click.</param>
    /// <param name="messageTime">Its message's Kafka timestamp.</param>
    /// <param name="source">The number of its topic, from <see cref="Intern(Dimension, string)"/>.</param>
    /// <param name="isLive">As for <see cref="TimeJudge.Judge"/>.</param>
    internal void Record(
        ClickBatch batch,
        in ClickRow click,
        MessageTime messageTime,
        int source,
        bool isLive
    )
    {
        var judged = _judge.Judge(click.Time, messageTime, batch.Arrived, isLive);
        Counters.ArrivalJudged += judged.UsedArrival ? 1 : 0;
        if (judged.Verdict == TimeVerdict.TooLate)
        {
            Drop(DropReason.TooLate, judged.Reference);
            return;
        }

        Counters.UnreadableTime += judged.Verdict == TimeVerdict.Unreadable ? 1 : 0;
        Measure(judged, batch.Arrived);
        Count(Logged(batch, click, source, judged, click.Weight));
    }

    /// <summary>Records by how much a row of counts changed; a row that was read before changes nothing.</summary>
    /// <param name="batch">The batch that it lies in.</param>
    /// <param name="row">The row: its weight is its count now.</param>
    /// <param name="message">Its message.</param>
    /// <param name="source">As for <see cref="Record"/>.</param>
    /// <param name="latest">The last counts of its topic.</param>
    internal void Replace(
        ClickBatch batch,
        in ClickRow row,
        in MessageRow message,
        int source,
        LatestCounts latest
    )
    {
        var reference = TimeJudge.ReferenceOf(message.Time, batch.Arrived);
        Counters.ArrivalJudged += reference.IsArrival ? 1 : 0;
        // Nothing later would tell whether a count of a second that was not yet is the last one.
        if (row.Time.Milliseconds is not { } time || time > reference.Time + TimeJudge.MaxAhead)
        {
            Drop(DropReason.Malformed, reference.Time);
            return;
        }

        switch (
            latest.Replace(
                Key(row, time),
                Update(row, message, reference.Time),
                batch,
                row,
                out var change
            )
        )
        {
            case RowUpdate.TooLate:
                Drop(DropReason.TooLate, reference.Time);
                break;
            case RowUpdate.New:
            case RowUpdate.Changed when change != 0:
                var judged = new Judgement(time, reference.Time, TimeVerdict.Counted);
                Measure(judged, batch.Arrived);
                Count(
                    Changed(
                        Logged(batch, row, source, judged, change),
                        change,
                        latest.WasNew,
                        judged
                    )
                );
                break;
        }
    }

    /// <summary>Takes back the row of counts that a tombstone names.</summary>
    /// <param name="batch">The batch that it lies in.</param>
    /// <param name="tombstone">The message.</param>
    /// <param name="source">As for <see cref="Record"/>.</param>
    /// <param name="latest">The last counts of its topic.</param>
    /// <returns>Whether it names exactly one row, and an older one.</returns>
    internal bool TakeBack(
        ClickBatch batch,
        in MessageRow tombstone,
        int source,
        LatestCounts latest
    )
    {
        if (latest.Rows == 0)
        {
            return false;
        }

        var reference = TimeJudge.ReferenceOf(tombstone.Time, batch.Arrived);
        Counters.ArrivalJudged += reference.IsArrival ? 1 : 0;
        if (!latest.TakeBack(tombstone, reference.Time, out var key, out var last))
        {
            return false;
        }

        if (last.Count != 0)
        {
            Count(TakenBack(key, last, source));
        }

        return true;
    }

    /// <summary>Takes back, in the log alone, the row that a tombstone named in an earlier run.</summary>
    internal void RefillTakenBack(
        ClickBatch batch,
        in MessageRow tombstone,
        long? arrived,
        int source,
        LatestCounts refilled
    )
    {
        var reference = TimeJudge.ReferenceOf(tombstone.Time, arrived ?? batch.Arrived);
        if (
            refilled.TakeBack(tombstone, reference.Time, out var key, out var last)
            && last.Count != 0
        )
        {
            _log.AppendPast(TakenBack(key, last, source));
        }
    }

    /// <summary>Takes a click that was counted by an earlier run into the log alone, so that filters have their past.</summary>
    internal void Refill(
        ClickBatch batch,
        in ClickRow click,
        MessageTime messageTime,
        long? arrived,
        int source
    )
    {
        // What the arrival bore out then it must bear out again, and nothing else.
        var judged = _judge.Judge(
            click.Time,
            messageTime,
            arrived ?? batch.Arrived,
            isLive: arrived is not null
        );
        if (judged.Verdict != TimeVerdict.TooLate)
        {
            _log.AppendPast(Logged(batch, click, source, judged, weight: 0));
        }
    }

    /// <summary>Takes a row of counts that was counted by an earlier run into the log alone.</summary>
    internal void Refill(
        ClickBatch batch,
        in ClickRow row,
        in MessageRow message,
        long? arrived,
        int source,
        LatestCounts refilled
    )
    {
        var reference = TimeJudge.ReferenceOf(message.Time, arrived ?? batch.Arrived);
        if (
            row.Time.Milliseconds is not { } time
            || time > reference.Time + TimeJudge.MaxAhead
            || refilled.Replace(
                Key(row, time),
                Update(row, message, reference.Time),
                batch,
                row,
                out var change
            )
                is RowUpdate.TooLate
                    or RowUpdate.Outdated
            || (change == 0 && !refilled.WasNew)
        )
        {
            return;
        }

        var judged = new Judgement(time, reference.Time, TimeVerdict.Counted);
        _log.AppendPast(
            Changed(Logged(batch, row, source, judged, weight: 0), change, refilled.WasNew, judged)
        );
    }

    /// <summary>Names the values of an earlier run's seconds, before anything is recorded.</summary>
    /// <param name="seconds">The seconds in order of time, whose values have numbers of their own.</param>
    /// <param name="name">The value that such a number stands for.</param>
    /// <param name="hours">The hours before them.</param>
    /// <returns>The same with numbers of this run.</returns>
    internal IEnumerable<Bucket> Restore(
        IReadOnlyList<Bucket> seconds,
        Func<Dimension, int, string> name,
        IReadOnlyList<Bucket> hours
    )
    {
        var key = _values.Restore(seconds, hours, name);
        foreach (var second in seconds)
        {
            var restored = new Bucket();
            restored.Reset(second.Index);
            restored.MergeAs(second, key);
            _values.Observe([restored], second.Index * 1000);
            yield return restored;
        }
    }

    /// <summary>Makes a place for the last counts of a topic.</summary>
    internal LatestCounts NewLatest() => new(_options.AllowedLateness);

    /// <summary>Clicks up to a moment were counted by an earlier run and are not in the log: a filter cannot know them.</summary>
    /// <param name="time">Epoch milliseconds; the least number there is for none.</param>
    public void MissThrough(long time) =>
        _log.MissThrough(time == long.MinValue ? long.MinValue : time / 1000);

    /// <summary>All that an earlier run counted and is read again was taken: with the next <see cref="Cut"/> it is a part of the log.</summary>
    public void EndRefill() => _log.PublishPast();

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
        cut.End(now, _log.Extent, _settling.Milliseconds, _delays.Read());
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

    /// <summary>A row's last count as what undoes it, under the names that its values have now.</summary>
    private LoggedClick TakenBack(in RowKey key, in RowCount last, int source)
    {
        _takenBack ??= new ClickBatch();
        _takenBack.Clear();
        var time = key.Second * 1000;
        var row = last.Values!.AddTo(_takenBack, -last.Count);
        return Logged(
            _takenBack,
            row,
            source,
            new Judgement(time, time, TimeVerdict.Counted),
            row.Weight
        );
    }

    private static RowCount Update(in ClickRow row, in MessageRow message, long time) =>
        new(row.Weight, time, message.Partition, message.Offset) { KeyHash = message.KeyHash };

    /// <summary>By how much a row of counts changed. It is late once: what is added to one that was in time is how such counts come.</summary>
    private LoggedClick Changed(LoggedClick row, long change, bool wasNew, Judgement judged) =>
        row with
        {
            Weight = change,
            IsLate = wasNew && _judge.IsLate(judged.Time, judged.Reference),
        };

    private static RowKey Key(in ClickRow row, long time) => new(time / 1000, row.Row);

    private void Measure(in Judgement judged, long arrived)
    {
        _settling.Record(judged.Reference - judged.Time);
        _delays.Record(arrived - judged.Time);
    }

    /// <param name="batch">The batch that it lies in.</param>
    /// <param name="click">The click.</param>
    /// <param name="source">The number of its topic.</param>
    /// <param name="judged">When it counts.</param>
    /// <param name="weight">What it counts; 0 where a click of the past is no reason to make room for its values.</param>
    private LoggedClick Logged(
        ClickBatch batch,
        in ClickRow click,
        int source,
        in Judgement judged,
        long weight
    )
    {
        var (page, country, referrer, device) = (0, 0, 0, 0);
        var (host, campaign, browser) = (0, 0, 0);
        foreach (ref readonly var value in batch.Values(click))
        {
            var id = _values[value.Dimension].Intern(value.Hash, batch.Text(value), weight);
            switch (value.Dimension)
            {
                case Dimension.Page:
                    page = id;
                    break;
                case Dimension.Country:
                    country = id;
                    break;
                case Dimension.Referrer:
                    referrer = id;
                    break;
                case Dimension.Device:
                    device = id;
                    break;
                case Dimension.Host:
                    host = id;
                    break;
                case Dimension.Campaign:
                    campaign = id;
                    break;
                case Dimension.Browser:
                    browser = id;
                    break;
            }
        }

        return new(
            judged.Time / 1000,
            page,
            country,
            referrer,
            device,
            StatusId(click.Status),
            source,
            host,
            campaign,
            browser,
            click.User,
            click.Weight,
            StatusClasses.Of(click.Status),
            judged.IsLate,
            judged.Verdict == TimeVerdict.Retimed
        );
    }

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
        if (click.HasOrigin)
        {
            CountOrigin(counts, click);
        }
    }

    // Apart, so that what every click goes through stays small.
    private static void CountOrigin(CountTables counts, in LoggedClick click)
    {
        counts.Add(Dimension.Host, click.Host, click.Weight);
        counts.Add(Dimension.Campaign, click.Campaign, click.Weight);
        counts.Add(Dimension.Browser, click.Browser, click.Weight);
    }

    private int StatusId(int status)
    {
        if (StatusClasses.Of(status) == 0)
        {
            return ValueTable.None;
        }

        ref var id = ref _statusIds[status];
        return id >= 0 ? id : id = _values[Dimension.Status].Intern(StatusTexts[status]);
    }
}
