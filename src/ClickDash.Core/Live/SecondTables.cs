namespace ClickDash.Core.Live;

/// <summary>Small tables by second of what came since the last time, which are used again.</summary>
internal sealed class SecondTables
{
    private readonly Dictionary<long, Bucket> _buckets = [];
    private readonly Stack<Bucket> _spare = [];
    private Bucket? _last;

    /// <summary>The tables, whose index is a second.</summary>
    public IReadOnlyCollection<Bucket> Buckets => _buckets.Values;

    /// <summary>The table of a second.</summary>
    public Bucket At(long second)
    {
        if (_last is { } last && last.Index == second)
        {
            return last;
        }

        if (!_buckets.TryGetValue(second, out var bucket))
        {
            bucket = _spare.TryPop(out var spare) ? spare : new Bucket();
            bucket.Reset(second);
            _buckets.Add(second, bucket);
        }

        return _last = bucket;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        foreach (var bucket in _buckets.Values)
        {
            _spare.Push(bucket);
        }

        _buckets.Clear();
        _last = null;
    }
}
