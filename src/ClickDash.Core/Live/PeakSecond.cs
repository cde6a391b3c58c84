namespace ClickDash.Core.Live;

/// <summary>The second with the most clicks of a stretch of time that moves on; of several the first.</summary>
internal sealed class PeakSecond(Rollup seconds) : RollupFollower
{
    private long _from;
    private long _to = long.MinValue;
    private bool _isKnown;
    private long _count;
    private long? _second;

    /// <summary>Finds it.</summary>
    /// <param name="from">The first second.</param>
    /// <param name="to">The last second.</param>
    /// <returns>Its clicks, and the second; 0 and null where there are none.</returns>
    public (long Count, long? Second) Read(long from, long to)
    {
        _isKnown &= from >= _from && to >= _to && !(_second < from);
        if (!_isKnown)
        {
            (_count, _second, _to) = (0, null, from - 1);
        }

        for (var second = Math.Max(from, _to + 1); second <= to; second++)
        {
            if (seconds[second] is { } bucket && bucket.Total > _count)
            {
                (_count, _second) = (bucket.Total, second);
            }
        }

        (_from, _to, _isKnown) = (from, to, true);
        return (_count, _second);
    }

    public override void Enter(Bucket bucket) => Add(bucket, bucket);

    public override void Leave(Bucket bucket) => _isKnown &= bucket.Index != _second;

    public override void Add(Bucket bucket, Bucket added)
    {
        if (bucket.Index < _from || bucket.Index > _to)
        {
            return;
        }

        if (bucket.Total > _count || (bucket.Total == _count && bucket.Index < _second))
        {
            (_count, _second) = (bucket.Total, bucket.Index);
        }
        else if (bucket.Index == _second)
        {
            // Counts that were replaced may have become less.
            _isKnown &= bucket.Total == _count;
        }
    }
}
