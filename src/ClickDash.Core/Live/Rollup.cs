namespace ClickDash.Core.Live;

/// <summary>A ring of buckets of one length: the newest stretch of time, and nothing older.</summary>
internal sealed class Rollup
{
    private readonly Bucket?[] _ring;
    private readonly int _mostValues;
    private long _trimmed = long.MinValue;

    /// <param name="stepSeconds">A bucket's length.</param>
    /// <param name="length">How many buckets there are.</param>
    /// <param name="mostValues">How many values of a dimension a finished bucket keeps.</param>
    public Rollup(int stepSeconds, int length, int mostValues = int.MaxValue)
    {
        StepSeconds = stepSeconds;
        _ring = new Bucket[length];
        _mostValues = mostValues;
    }

    /// <summary>A bucket's length.</summary>
    public int StepSeconds { get; }

    /// <summary>The newest bucket's index.</summary>
    public long Newest { get; private set; } = long.MinValue;

    /// <summary>The bucket of an index, or null where nothing was recorded in it or it has left the ring.</summary>
    public Bucket? this[long index] =>
        _ring[(int)(index % _ring.Length)] is { } bucket && bucket.Index == index ? bucket : null;

    /// <summary>The bucket that a second belongs to, made where there is none; null where it has left the ring.</summary>
    public Bucket? At(long second)
    {
        var index = second / StepSeconds;
        if (Newest != long.MinValue && index <= Newest - _ring.Length)
        {
            return null;
        }

        ref var slot = ref _ring[(int)(index % _ring.Length)];
        slot ??= new Bucket();
        if (slot.Index != index)
        {
            slot.Reset(index);
            Newest = Math.Max(Newest, index);
        }

        return slot;
    }

    /// <summary>Adds what happened in a second, unless it has left the ring.</summary>
    public void Merge(long second, Bucket delta) => At(second)?.Merge(delta);

    /// <summary>What was counted of some values is <c>(other)</c> from now on.</summary>
    public void Evict(Clicks.Dimension dimension, IReadOnlySet<int> ids)
    {
        foreach (var bucket in _ring)
        {
            if (bucket?.Counts.Take(dimension, ids) is { } taken and not 0)
            {
                bucket.Counts.Add(CountTable.Key(dimension, ValueTable.Other), taken);
            }
        }
    }

    /// <summary>Trims the buckets that ended before a second; once each, since late clicks add little to them.</summary>
    public void TrimBefore(long second)
    {
        if (_mostValues == int.MaxValue)
        {
            return;
        }

        var end = second / StepSeconds;
        for (var index = Math.Max(_trimmed, end - _ring.Length); index < end; index++)
        {
            this[index]?.Trim(_mostValues);
        }

        _trimmed = end;
    }
}
