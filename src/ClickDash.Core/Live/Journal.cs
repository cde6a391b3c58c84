using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>What was counted and is not stored yet: by the second while that is live, and by the minute.</summary>
public sealed class Journal
{
    private const int MinuteSeconds = 60;

    // A day: a busy minute of ten thousand pages takes 200 KB.
    private const int MostMinutes = 1440;

    private readonly Dictionary<long, Bucket> _seconds = [];
    private readonly Dictionary<long, Bucket> _minutes = [];

    // More than alerts and people put on the line in a day that the store cannot be written; what comes beyond is not stored.
    private const int MostMarks = 10_000;

    private readonly PendingNames _names = new();
    private readonly List<Gap> _gaps = [];
    private readonly Dictionary<string, Mark?> _marks = [];
    private readonly Dictionary<(string Topic, int Partition), RowCounts> _rows = [];

    /// <summary>What was counted by the second; a bucket's index is its second.</summary>
    public IReadOnlyCollection<Bucket> Seconds => _seconds.Values;

    /// <summary>What was counted by the minute; a bucket's index is its minute.</summary>
    public IReadOnlyCollection<Bucket> Minutes => _minutes.Values;

    /// <summary>When and why nothing could be counted.</summary>
    public IReadOnlyList<Gap> Gaps => _gaps;

    /// <summary>Marks that came, by their ids; null where one was taken away.</summary>
    public IReadOnlyDictionary<string, Mark?> Marks => _marks;

    /// <summary>The rows of counts that changed, by partition.</summary>
    public IReadOnlyCollection<RowCounts> Rows => _rows.Values;

    /// <summary>The value that a number in it stands for.</summary>
    public string Name(Clicks.Dimension dimension, int id) => _names.Name(dimension, id);

    /// <summary>Adds what was counted in a second.</summary>
    /// <param name="bucket">Its index is the second.</param>
    /// <param name="names">What its values' numbers stand for.</param>
    /// <param name="isLive">Whether it is kept by the second too.</param>
    internal void Add(Bucket bucket, IReadOnlyList<ValueNames> names, bool isLive)
    {
        if (isLive)
        {
            Merge(_seconds, bucket.Index, bucket, Key);
        }

        Merge(_minutes, bucket.Index / MinuteSeconds, bucket, Key);

        int Key(int key) => _names.Key(key, names);
    }

    /// <summary>Adds when and why nothing could be counted.</summary>
    internal void Add(Gap gap) => _gaps.Add(gap);

    /// <summary>Adds a mark that came, or with null one that was taken away.</summary>
    public void Add(string id, Mark? mark)
    {
        if (_marks.Count < MostMarks || _marks.ContainsKey(id))
        {
            _marks[id] = mark;
        }
    }

    /// <summary>Adds rows of counts that changed, in place of what is here of the same rows.</summary>
    public void Add(RowCounts rows)
    {
        var place = (rows.Topic, rows.Partition);
        if (_rows.TryGetValue(place, out var earlier))
        {
            var all = new Dictionary<RowKey, long>(
                earlier.Counts.Where(row => row.Key.Second >= rows.Since)
            );
            foreach (var (key, count) in rows.Counts)
            {
                all[key] = count;
            }

            rows = rows with { Counts = all };
        }

        _rows[place] = rows;
    }

    /// <summary>Adds all of a later one to it.</summary>
    public void Add(Journal later)
    {
        foreach (var bucket in later.Seconds)
        {
            Merge(_seconds, bucket.Index, bucket, Key);
        }

        foreach (var bucket in later.Minutes)
        {
            Merge(_minutes, bucket.Index, bucket, Key);
        }

        _gaps.AddRange(later._gaps);
        foreach (var (id, mark) in later._marks)
        {
            Add(id, mark);
        }

        foreach (var rows in later.Rows)
        {
            Add(rows);
        }

        int Key(int key) => _names.Key(key, later._names);
    }

    /// <summary>
    /// Lets go of what is too much to wait for a store that cannot be written: seconds that are not live any more, and beyond
    /// a day the oldest minutes, whose place in history then says so.
    /// </summary>
    /// <param name="now">Epoch milliseconds.</param>
    public void Limit(long now)
    {
        foreach (
            var second in _seconds
                .Keys.Where(second => second < now / 1000 - LiveWindow.LiveSeconds)
                .ToArray()
        )
        {
            _seconds.Remove(second);
        }

        foreach (var minute in _minutes.Keys.Order().Take(_minutes.Count - MostMinutes).ToArray())
        {
            _minutes.Remove(minute);
            _gaps.Add(new Gap(minute * 60_000, (minute + 1) * 60_000, "not_stored"));
        }
    }

    private static void Merge(
        Dictionary<long, Bucket> buckets,
        long index,
        Bucket bucket,
        Func<int, int> key
    )
    {
        if (!buckets.TryGetValue(index, out var sum))
        {
            sum = new Bucket();
            sum.Reset(index);
            buckets.Add(index, sum);
        }

        sum.MergeAs(bucket, key);
    }
}
