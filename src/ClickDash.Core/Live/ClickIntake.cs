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
    private readonly LiveOptions _options;
    private readonly TimeJudge _judge;
    private readonly ValueTables _values;
    private readonly ClickLog _log;
    private readonly ClickNamer _namer;
    private readonly RowChanges _rows;
    private readonly Settling _settling = new();
    private readonly DelayMeter _delays = new();
    private Tally _tally = new();
    private Tally _spare = new();

    internal ClickIntake(LiveOptions options, long now, ValueTables values, ClickLog log)
    {
        (_options, _values, _log) = (options, values, log);
        _judge = new TimeJudge(options.Time, options.AllowedLateness, options.WatermarkDelay);
        _namer = new ClickNamer(values);
        _rows = new RowChanges(_judge, _namer);
        Past = new PastIntake(_judge, _namer, _rows, log);
        _tally.Begin(now);
    }

    /// <summary>What was read since counting began.</summary>
    public Counters Counters { get; } = new();

    /// <summary>Takes what an earlier run counted.</summary>
    public PastIntake Past { get; }

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
        Measure(judged.Time, judged.Reference, batch.Arrived);
        Count(_namer.Name(batch, click, source, judged, click.Weight));
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
        var reference = ReferenceOf(message, batch);
        switch (_rows.Replace(batch, row, message, reference, source, latest, out var change))
        {
            case RowChange.Malformed:
                Drop(DropReason.Malformed, reference);
                break;
            case RowChange.TooLate:
                Drop(DropReason.TooLate, reference);
                break;
            case RowChange.Changed:
                Measure(row.Time.Milliseconds!.Value, reference, batch.Arrived);
                Count(change);
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
        if (
            latest.Rows == 0
            || _rows.TakeBack(
                tombstone,
                ReferenceOf(tombstone, batch),
                source,
                latest,
                out var change
            )
                is not { } isCounted
        )
        {
            return false;
        }

        if (isCounted)
        {
            Count(change);
        }

        return true;
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

    private long ReferenceOf(in MessageRow message, ClickBatch batch)
    {
        var reference = TimeJudge.ReferenceOf(message.Time, batch.Arrived);
        Counters.ArrivalJudged += reference.IsArrival ? 1 : 0;
        return reference.Time;
    }

    private void Measure(long time, long reference, long arrived)
    {
        _settling.Record(reference - time);
        _delays.Record(arrived - time);
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
}
