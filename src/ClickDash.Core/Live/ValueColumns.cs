using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>The counts by bucket of those values of a dimension that pictures show.</summary>
internal sealed class ValueColumns(Rollup ring, Dimension dimension) : ColumnSet(ring)
{
    // A value that falls out of a ranking is mostly back soon; its column is kept for so many milliseconds.
    private const long Kept = 30_000;

    private static readonly long[] Blank = Column.Blank(0);

    private readonly List<Shown> _shown = [];
    private Shown?[] _byId = [];
    private long _forgot;

    /// <summary>Has the columns hold the buckets from one to another, and forgets those that nobody shows any more.</summary>
    /// <param name="from">The first bucket.</param>
    /// <param name="to">The last bucket.</param>
    /// <param name="now">Epoch milliseconds.</param>
    public void Cover(long from, long to, long now)
    {
        LastRead = now;
        if (Math.Abs(now - _forgot) > Kept / 2)
        {
            _forgot = now;
            foreach (var old in _shown.Where(shown => Math.Abs(now - shown.LastRead) > Kept))
            {
                _byId[old.Id] = null;
            }

            _shown.RemoveAll(shown => _byId[shown.Id] != shown);
        }

        Cover(from, to);
    }

    /// <summary>A value's counts as they are now, for the buckets that are covered.</summary>
    public Column.Picture Read(int id)
    {
        if (id >= _byId.Length)
        {
            Array.Resize(ref _byId, Math.Max(id + 1, _byId.Length * 2));
        }

        if (_byId[id] is not { } shown)
        {
            _byId[id] = shown = new Shown(id);
            _shown.Add(shown);
            foreach (var bucket in Held())
            {
                Set(shown, bucket);
            }
        }

        shown.LastRead = LastRead;
        return shown.Column.Share();
    }

    public override void Leave(Bucket bucket)
    {
        if (Holds(bucket.Index))
        {
            foreach (var shown in _shown)
            {
                shown.Column.Set(bucket.Index, 0);
            }
        }
    }

    public override void Add(Bucket bucket, Bucket added)
    {
        if (!Holds(bucket.Index))
        {
            return;
        }

        // Clicks without a value are what the values leave of the total.
        var none = added.Total;
        if (added.Counts[dimension] is { Count: > 0 } table)
        {
            foreach (ref readonly var entry in table.Entries)
            {
                if (CountTable.Id(entry.Key) is not ValueTable.None and var id)
                {
                    Add(id, bucket.Index, entry.Count);
                    none -= entry.Count;
                }
            }
        }

        Add(ValueTable.None, bucket.Index, none);
    }

    public override void MoveToOther(Bucket bucket, Dimension of, int id, long count)
    {
        if (of == dimension && Holds(bucket.Index))
        {
            Add(id, bucket.Index, -count);
            Add(ValueTable.Other, bucket.Index, count);
        }
    }

    protected override void Clear() => _shown.ForEach(shown => shown.Column.Clear());

    protected override void Begin(long chunk) => _shown.ForEach(shown => shown.Column.Begin(chunk));

    protected override void Set(Bucket bucket) => _shown.ForEach(shown => Set(shown, bucket));

    private void Set(Shown shown, Bucket bucket)
    {
        // Most values are not in most buckets: a chunk stays blank until one is.
        if (bucket.Count(dimension, shown.Id) is not 0 and var count)
        {
            shown.Column.Set(bucket.Index, count);
        }
    }

    private void Add(int id, long index, long count)
    {
        if (count != 0 && id < _byId.Length && _byId[id] is { } shown)
        {
            shown.Column.Add(index, count);
        }
    }

    private sealed class Shown(int id)
    {
        public int Id { get; } = id;

        public Column Column { get; } = new(Blank);

        public long LastRead { get; set; }
    }
}
