using System.Text;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>The values of all dimensions, and how they age. Belongs to the thread that counts.</summary>
internal sealed class ValueTables
{
    private const long HourMilliseconds = 3600_000;

    private readonly ValueTable[] _tables;
    private IReadOnlyList<Eviction> _evicted = [];

    /// <param name="options">How many values are named.</param>
    /// <param name="nextClick">Gives the number that the log's next click gets.</param>
    public ValueTables(LiveOptions options, Func<long> nextClick) =>
        _tables = [
            .. Enum.GetValues<Dimension>()
                .Select(dimension => new ValueTable(
                    Most(dimension, options.MaxValuesPerDimension),
                    Ages(dimension),
                    ValueHash.OfProcess,
                    nextClick
                )),
        ];

    public ValueTable this[Dimension dimension] => _tables[(int)dimension];

    /// <summary>
    /// Ends a delta: what it counted makes values lively, its names and what was evicted before it are noted in it; then what is
    /// evicted after it makes room.
    /// </summary>
    public void End(Tally tally)
    {
        Observe(tally.Buckets, tally.Now);
        tally.Names = Array.ConvertAll(_tables, table => table.Names());
        tally.Unnamed = Array.ConvertAll(_tables, table => table.Unnamed);
        tally.Evictions = _evicted;
        List<Eviction> evicted = [];
        for (var i = 0; i < _tables.Length; i++)
        {
            if (_tables[i].Contest?.Age(tally.Now) is { Count: > 0 } ids)
            {
                evicted.Add(new Eviction((Dimension)i, ids));
            }
        }

        _evicted = evicted;
    }

    /// <summary>Keeps a value named, from the end of this delta on, as soon as no more than a tenth of all are kept so.</summary>
    public void Pin(Dimension dimension, string value) => this[dimension].Contest?.Pins.Add(value);

    /// <summary>Undoes one <see cref="Pin"/>.</summary>
    public void Unpin(Dimension dimension, string value) =>
        this[dimension].Contest?.Pins.Remove(value);

    /// <summary>Names the values of an earlier run's seconds: the most frequent where there is not room for all.</summary>
    /// <param name="seconds">The seconds, whose values have numbers of their own.</param>
    /// <param name="hours">The hours before them: a value that is named has its share since the first of them that it is in.</param>
    /// <param name="name">The value that such a number stands for.</param>
    /// <returns>The key of a value here, by its key there.</returns>
    public Func<int, int> Restore(
        IReadOnlyList<Bucket> seconds,
        IReadOnlyList<Bucket> hours,
        Func<Dimension, int, string> name
    )
    {
        var sums = new CountTable();
        foreach (var second in seconds)
        {
            foreach (ref readonly var entry in second.Counts.Entries)
            {
                if (CountTable.Id(entry.Key) > ValueTable.Other)
                {
                    sums.Add(entry.Key, entry.Count);
                }
            }
        }

        var keys = new Dictionary<int, int>();
        foreach (var entry in sums.Entries.ToArray().OrderByDescending(entry => entry.Count))
        {
            if (entry.Key != 0)
            {
                var (dimension, id) = (CountTable.DimensionOf(entry.Key), CountTable.Id(entry.Key));
                id = this[dimension].Restore(name(dimension, id));
                keys[entry.Key] = CountTable.Key(dimension, id);
            }
        }

        ObserveEarlier(hours, keys);
        return key => CountTable.Id(key) > ValueTable.Other ? keys[key] : key;
    }

    /// <summary>Makes the values of some clicks lively.</summary>
    /// <param name="buckets">The clicks.</param>
    /// <param name="now">The moment that they were seen by, in epoch milliseconds.</param>
    public void Observe(IEnumerable<Bucket> buckets, long now)
    {
        foreach (var table in _tables)
        {
            table.Contest?.Liveliness.MoveTo(now);
        }

        var clicks = 0L;
        foreach (var bucket in buckets)
        {
            clicks += bucket.Total;
            foreach (ref readonly var entry in bucket.Counts.Entries)
            {
                if (entry.Key != 0 && CountTable.Id(entry.Key) > ValueTable.Other)
                {
                    this[CountTable.DimensionOf(entry.Key)]
                        .Contest?.Liveliness.Observe(CountTable.Id(entry.Key), entry.Count);
                }
            }
        }

        foreach (var table in _tables)
        {
            table.Contest?.Liveliness.End(clicks);
        }
    }

    private void ObserveEarlier(IReadOnlyList<Bucket> hours, Dictionary<int, int> keys)
    {
        var begun = new HashSet<int>();
        foreach (var hour in hours)
        {
            var known = new Bucket();
            known.Reset(hour.Index);
            known.Total = hour.Total;
            foreach (ref readonly var entry in hour.Counts.Entries)
            {
                if (
                    keys.TryGetValue(entry.Key, out var key)
                    && CountTable.Id(key) > ValueTable.Other
                )
                {
                    known.Counts.Add(key, entry.Count);
                    if (begun.Add(key))
                    {
                        BeginNow(key);
                    }
                }
            }

            Observe([known], (hour.Index + 1) * HourMilliseconds);
        }

        foreach (var key in keys.Values.Where(key => CountTable.Id(key) > ValueTable.Other))
        {
            if (!begun.Contains(key))
            {
                BeginNow(key);
            }
        }
    }

    private void BeginNow(int key) =>
        this[CountTable.DimensionOf(key)]
            .Contest?.Liveliness.Begin(CountTable.Id(key), lately: 0, isBetween: false);

    /// <summary>There are 502 statuses, and as many sources as topics are read: whoever knows their numbers may keep them.</summary>
    private static bool Ages(Dimension dimension) =>
        dimension is not (Dimension.Status or Dimension.Source);

    private static int Most(Dimension dimension, int most) =>
        dimension switch
        {
            Dimension.Page or Dimension.Referrer or Dimension.Host or Dimension.Campaign => most,
            Dimension.Status => LoggedClick.StatusMask - 2,
            Dimension.Source => ClickLog.MostSmallValues,
            _ => Math.Min(most, ClickLog.MostSmallValues),
        };
}

/// <summary>Values of a dimension that lost their names before a delta: what was counted of them is <c>(other)</c> from then on.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Ids">Their numbers, which other values may have now.</param>
public sealed record Eviction(Dimension Dimension, IReadOnlySet<int> Ids);
