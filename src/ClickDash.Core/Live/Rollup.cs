using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>A ring of buckets of one length: the newest stretch of time, and nothing older. What follows it hears of every change.</summary>
internal sealed class Rollup
{
    private readonly Bucket?[] _ring;
    private readonly int _mostValues;
    private readonly List<RollupFollower> _followers = [];
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

    /// <summary>Tells a follower of every change from now on.</summary>
    public void Follow(RollupFollower follower) => _followers.Add(follower);

    /// <summary>Tells a follower nothing any more.</summary>
    public void Unfollow(RollupFollower follower) => _followers.Remove(follower);

    /// <summary>Adds what happened in a second, unless it has left the ring.</summary>
    public void Merge(long second, Bucket added)
    {
        if (At(second) is not { } bucket)
        {
            return;
        }

        if (added.IsApproximate && !bucket.IsApproximate)
        {
            Replace(bucket, one => one.Merge(added));
            return;
        }

        bucket.Merge(added);
        foreach (var follower in _followers)
        {
            follower.Add(bucket, added);
        }
    }

    /// <summary>Counts a value's clicks as those of <c>(other)</c>.</summary>
    /// <param name="dimension">The value's dimension.</param>
    /// <param name="id">The value's number.</param>
    /// <param name="first">The first second that holds any.</param>
    /// <param name="last">The last one.</param>
    public void MoveToOther(Dimension dimension, int id, long first, long last)
    {
        var (from, to) = (first / StepSeconds, last / StepSeconds);
        if (to - from < _ring.Length)
        {
            for (var index = from; index <= to; index++)
            {
                MoveToOther(dimension, id, this[index]);
            }
        }
        else
        {
            foreach (var bucket in _ring)
            {
                MoveToOther(dimension, id, bucket);
            }
        }
    }

    private void MoveToOther(Dimension dimension, int id, Bucket? bucket)
    {
        if (
            bucket?.Counts[dimension] is { } table
            && table.Remove(CountTable.Key(dimension, id)) is not 0 and var count
        )
        {
            table.Add(CountTable.Key(dimension, ValueTable.Other), count);
            foreach (var follower in _followers)
            {
                follower.MoveToOther(bucket, dimension, id, count);
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
            if (this[index] is { } bucket && bucket.HasMoreThan(_mostValues))
            {
                Replace(bucket, one => one.Trim(_mostValues));
            }
        }

        _trimmed = end;
    }

    /// <summary>Empties the buckets after a second's, which would keep the ring from taking what comes now.</summary>
    public void ForgetAfter(long second)
    {
        var last = second / StepSeconds;
        if (Newest <= last)
        {
            return;
        }

        for (var i = 0; i < _ring.Length; i++)
        {
            if (_ring[i] is not { } bucket || bucket.Index <= last)
            {
                continue;
            }

            foreach (var follower in _followers)
            {
                follower.Leave(bucket);
            }

            _ring[i] = null;
        }

        Newest = last;
    }

    /// <summary>The bucket that a second belongs to, made where there is none; null where it has left the ring.</summary>
    private Bucket? At(long second)
    {
        var index = second / StepSeconds;
        if (Newest != long.MinValue && index <= Newest - _ring.Length)
        {
            return null;
        }

        ref var slot = ref _ring[(int)(index % _ring.Length)];
        if (slot?.Index == index)
        {
            return slot;
        }

        if (slot is null)
        {
            slot = new Bucket();
        }
        else
        {
            foreach (var follower in _followers)
            {
                follower.Leave(slot);
            }
        }

        slot.Reset(index);
        Newest = Math.Max(Newest, index);
        foreach (var follower in _followers)
        {
            follower.Enter(slot);
        }

        return slot;
    }

    private void Replace(Bucket bucket, Action<Bucket> change)
    {
        foreach (var follower in _followers)
        {
            follower.Leave(bucket);
        }

        change(bucket);
        foreach (var follower in _followers)
        {
            follower.Enter(bucket);
        }
    }
}
