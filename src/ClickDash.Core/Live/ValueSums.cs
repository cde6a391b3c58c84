using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>The sums by value of one dimension over a window and the one before it, by the values' numbers.</summary>
internal class ValueSums(Rollup ring, Dimension dimension, int buckets, int bucketsBefore)
    : SlidingSums(ring, buckets, bucketsBefore)
{
    private long[] _now = new long[16];
    private long[] _before = new long[16];
    private int _count;

    /// <summary>Whose values.</summary>
    public Dimension Dimension { get; } = dimension;

    /// <summary>The values with the largest sums.</summary>
    public Ranking Ranking => field ??= new Ranking(this);

    /// <summary>The window's sums; numbers beyond have none.</summary>
    public ReadOnlySpan<long> Now => _now.AsSpan(0, _count);

    /// <summary>Those of the one before it, as many.</summary>
    public ReadOnlySpan<long> Before => _before.AsSpan(0, _count);

    public override void MoveToOther(Bucket bucket, Dimension dimension, int id, long count)
    {
        if (dimension == Dimension && IsNow(bucket.Index) is { } isNow)
        {
            Change();
            Fit(Math.Max(id, ValueTable.Other));
            var sums = isNow ? _now : _before;
            sums[id] -= count;
            sums[ValueTable.Other] += count;
        }
    }

    protected override void Clear()
    {
        Array.Clear(_now);
        Array.Clear(_before);
        _count = 0;
    }

    protected override void Apply(Bucket bucket, bool isNow, int sign, bool isWhole)
    {
        Fit(ValueTable.Other);
        // Clicks without a value are what the values leave of the total.
        var none = bucket.Total;
        if (bucket.Counts[Dimension] is { Count: > 0 } table)
        {
            foreach (ref readonly var entry in table.Entries)
            {
                var id = CountTable.Id(entry.Key);
                if (id == ValueTable.None)
                {
                    continue;
                }

                if (id >= _count)
                {
                    Fit(id);
                }

                (isNow ? _now : _before)[id] += sign * entry.Count;
                none -= entry.Count;
            }
        }

        (isNow ? _now : _before)[ValueTable.None] += sign * none;
    }

    private void Fit(int id)
    {
        if (id < _count)
        {
            return;
        }

        _count = id + 1;
        if (_count > _now.Length)
        {
            var length = Math.Max(_count, _now.Length * 2);
            Array.Resize(ref _now, length);
            Array.Resize(ref _before, length);
        }
    }
}
