using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// What was counted and is not stored yet: by the second while that is live, and by the minute. It numbers values by itself, so
/// that a count keeps its name when the value that it is of is evicted. Not thread-safe.
/// </summary>
public sealed class PendingWrites
{
    private const int MinuteSeconds = 60;
    private const int QuarterSeconds = 900;

    // A day: a busy minute of ten thousand pages takes 200 KB.
    private const int MaxMinutes = 1440;

    // As many quarters of an hour as there are minutes, and some that a late click belongs to; 16 KB each.
    private const int MaxQuarters = 200;

    // More than alerts and people put on the line in a day that the store cannot be written; what comes beyond is not stored.
    private const int MaxMarks = 10_000;

    private readonly Dictionary<long, Bucket> _seconds = [];
    private readonly Dictionary<long, Bucket> _minutes = [];
    private readonly Dictionary<long, VisitorSketch> _visitors = [];
    private readonly PendingNames _names = new();

    // One a partition and two seconds while producers' clocks are wrong; beyond, filters may lack some of their past.
    private const int MaxArrivals = 100_000;

    private readonly List<Gap> _gaps = [];
    private readonly List<ArrivalMark> _arrivals = [];
    private readonly Dictionary<string, Mark?> _marks = [];
    private readonly Dictionary<string, RowCounts> _rows = new(StringComparer.Ordinal);

    /// <summary>What was counted by the second; a bucket's index is its second, its values are those of <see cref="Name"/>.</summary>
    public IReadOnlyCollection<Bucket> Seconds => _seconds.Values;

    /// <summary>What was counted by the minute; a bucket's index is its minute, its values are those of <see cref="Name"/>.</summary>
    public IReadOnlyCollection<Bucket> Minutes => _minutes.Values;

    /// <summary>Who was seen, by the quarter of an hour: epoch seconds divided by 900.</summary>
    public IReadOnlyDictionary<long, VisitorSketch> Visitors => _visitors;

    /// <summary>When and why nothing could be counted.</summary>
    public IReadOnlyList<Gap> Gaps => _gaps;

    /// <summary>Marks that came, by their ids; null where one was taken away.</summary>
    public IReadOnlyDictionary<string, Mark?> Marks => _marks;

    /// <summary>The rows of counts that changed, by topic.</summary>
    public IReadOnlyCollection<RowCounts> Rows => _rows.Values;

    /// <summary>The value that a number in the buckets stands for.</summary>
    public string Name(Dimension dimension, int id) => _names.Name(dimension, id);

    /// <summary>Adds what was counted in a second.</summary>
    /// <param name="bucket">Its index is the second.</param>
    /// <param name="isLive">Whether it is kept by the second too.</param>
    /// <param name="name">The value that a number in the bucket stands for at this moment.</param>
    public void Add(Bucket bucket, bool isLive, Func<Dimension, int, string> name)
    {
        if (isLive)
        {
            Merge(_seconds, bucket.Index, bucket, name);
        }

        Merge(_minutes, bucket.Index / MinuteSeconds, bucket, name);
    }

    /// <summary>Notes that a user was seen; the same user any number of times counts once.</summary>
    /// <param name="second">When, in epoch seconds.</param>
    /// <param name="hash">The user's hash with the store's salt, evenly spread over 64 bits; 0 for none.</param>
    public void SeeUser(long second, ulong hash)
    {
        if (hash != 0)
        {
            Sketch(second / QuarterSeconds).See(hash);
        }
    }

    /// <summary>When messages were read about whose clicks' time the arrival decided.</summary>
    public IReadOnlyList<ArrivalMark> Arrivals => _arrivals;

    /// <summary>Adds when and why nothing could be counted.</summary>
    public void Add(Gap gap) => _gaps.Add(gap);

    /// <summary>Adds when some messages were read.</summary>
    public void Add(ArrivalMark arrival)
    {
        if (_arrivals.Count < MaxArrivals)
        {
            _arrivals.Add(arrival);
        }
    }

    /// <summary>Adds a mark that came, or with null one that was taken away.</summary>
    public void Add(string id, Mark? mark)
    {
        if (_marks.Count < MaxMarks || _marks.ContainsKey(id))
        {
            _marks[id] = mark;
        }
    }

    /// <summary>Adds rows of counts that changed, in place of what is here of the same rows, or of a topic that was made anew since.</summary>
    public void Add(RowCounts rows)
    {
        if (_rows.TryGetValue(rows.Topic, out var earlier) && !rows.BeginsAnew)
        {
            var all = new Dictionary<RowKey, RowCount>(
                earlier.Counts.Where(row => row.Key.Second >= rows.Since)
            );
            foreach (var (key, count) in rows.Counts)
            {
                all[key] = count;
            }

            rows = rows with { Counts = all, BeginsAnew = earlier.BeginsAnew };
        }

        _rows[rows.Topic] = rows;
    }

    /// <summary>Adds all of a later one to it.</summary>
    public void Add(PendingWrites later)
    {
        foreach (var bucket in later.Seconds)
        {
            Merge(_seconds, bucket.Index, bucket, later.Name);
        }

        foreach (var bucket in later.Minutes)
        {
            Merge(_minutes, bucket.Index, bucket, later.Name);
        }

        foreach (var (quarter, sketch) in later._visitors)
        {
            Sketch(quarter).Merge(sketch);
        }

        _gaps.AddRange(later._gaps);
        later._arrivals.ForEach(Add);
        foreach (var (id, mark) in later._marks)
        {
            Add(id, mark);
        }

        foreach (var rows in later.Rows)
        {
            Add(rows);
        }
    }

    /// <summary>A copy of what was counted and seen in a stretch of time, for who reads beside its owner.</summary>
    /// <param name="from">Its beginning in epoch seconds.</param>
    /// <param name="to">Its end in epoch seconds, which is left out.</param>
    public PendingWrites Copy(long from, long to)
    {
        var copy = new PendingWrites();
        foreach (var bucket in Seconds.Where(one => one.Index >= from && one.Index < to))
        {
            Merge(copy._seconds, bucket.Index, bucket, Name, copy._names);
        }

        foreach (
            var bucket in Minutes.Where(one =>
                (one.Index + 1) * MinuteSeconds > from && one.Index * MinuteSeconds < to
            )
        )
        {
            Merge(copy._minutes, bucket.Index, bucket, Name, copy._names);
        }

        foreach (
            var (quarter, sketch) in _visitors.Where(one =>
                (one.Key + 1) * QuarterSeconds > from && one.Key * QuarterSeconds < to
            )
        )
        {
            copy.Sketch(quarter).Merge(sketch);
        }

        copy._gaps.AddRange(_gaps);
        foreach (var (id, mark) in _marks)
        {
            copy._marks.Add(id, mark);
        }

        return copy;
    }

    /// <summary>
    /// Evicts what is too much to wait for a store that cannot be written: seconds that are not live any more, and beyond
    /// a day the oldest minutes, whose place in history then says so.
    /// </summary>
    /// <param name="now">Epoch milliseconds.</param>
    public void Limit(long now)
    {
        foreach (
            var second in _seconds
                .Keys.Where(second => second < LiveWindow.OldestStored(now))
                .ToArray()
        )
        {
            _seconds.Remove(second);
        }

        foreach (var minute in _minutes.Keys.Order().Take(_minutes.Count - MaxMinutes).ToArray())
        {
            _minutes.Remove(minute);
            _gaps.Add(new Gap(minute * 60_000, (minute + 1) * 60_000, "not_stored"));
        }

        foreach (
            var quarter in _visitors.Keys.Order().Take(_visitors.Count - MaxQuarters).ToArray()
        )
        {
            _visitors.Remove(quarter);
        }
    }

    private VisitorSketch Sketch(long quarter)
    {
        if (!_visitors.TryGetValue(quarter, out var sketch))
        {
            _visitors.Add(quarter, sketch = new VisitorSketch());
        }

        return sketch;
    }

    private void Merge(
        Dictionary<long, Bucket> buckets,
        long index,
        Bucket bucket,
        Func<Dimension, int, string> name
    ) => Merge(buckets, index, bucket, name, _names);

    private static void Merge(
        Dictionary<long, Bucket> buckets,
        long index,
        Bucket bucket,
        Func<Dimension, int, string> name,
        PendingNames names
    )
    {
        if (!buckets.TryGetValue(index, out var sum))
        {
            sum = new Bucket();
            sum.Reset(index);
            buckets.Add(index, sum);
        }

        sum.MergeAs(bucket, key => names.Key(key, name));
    }
}
