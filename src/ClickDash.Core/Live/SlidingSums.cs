namespace ClickDash.Core.Live;

/// <summary>
/// Sums over the buckets of a window and of the one before it, which add what comes and subtract what leaves. A click that comes
/// late goes to whichever holds its bucket.
/// </summary>
internal abstract class SlidingSums : RollupFollower
{
    // A bucket that passes from a window to the one before it is read three times, one that is summed anew once.
    private const int Reads = 3;

    private readonly Rollup _ring;
    private readonly int _length;
    private readonly int _lengthBefore;
    private long? _last;

    /// <param name="ring">The buckets.</param>
    /// <param name="length">How many the window has.</param>
    /// <param name="lengthBefore">How many the one before it has.</param>
    protected SlidingSums(Rollup ring, int length, int lengthBefore) =>
        (_ring, _length, _lengthBefore) = (ring, length, lengthBefore);

    /// <summary>Changes whenever the sums may have changed.</summary>
    public int Version { get; private set; }

    /// <summary>Moves the window so that its last bucket is that of an index.</summary>
    public void MoveTo(long last)
    {
        if (_last is not { } from || Math.Abs(last - from) > (_length + _lengthBefore) / Reads)
        {
            SumAnew(last);
            return;
        }

        for (; from < last; from++)
        {
            Apply(_ring[from - _length + 1], isNow: true, -1);
            Apply(_ring[from - _length + 1], isNow: false, 1);
            Apply(_ring[from - _length - _lengthBefore + 1], isNow: false, -1);
            Apply(_ring[from + 1], isNow: true, 1);
        }

        for (; from > last; from--)
        {
            Apply(_ring[from], isNow: true, -1);
            Apply(_ring[from - _length], isNow: false, -1);
            Apply(_ring[from - _length], isNow: true, 1);
            Apply(_ring[from - _length - _lengthBefore], isNow: false, 1);
        }

        _last = last;
    }

    public sealed override void Enter(Bucket bucket) =>
        Apply(bucket, bucket.Index, 1, isWhole: true);

    public sealed override void Leave(Bucket bucket) =>
        Apply(bucket, bucket.Index, -1, isWhole: true);

    public sealed override void Add(Bucket bucket, Bucket added) =>
        Apply(added, bucket.Index, 1, isWhole: false);

    /// <summary>Sets all sums to zero.</summary>
    protected abstract void Clear();

    /// <summary>Adds a bucket's counts, or what came into one, to a window's sums, or subtracts them.</summary>
    /// <param name="bucket">The counts.</param>
    /// <param name="isNow">Whether to the window's, not to those of the one before it.</param>
    /// <param name="sign">1 or -1.</param>
    /// <param name="isWhole">Whether it is the whole bucket.</param>
    protected abstract void Apply(Bucket bucket, bool isNow, int sign, bool isWhole);

    /// <summary>Which window holds a bucket: true for the window, false for the one before it, null for neither.</summary>
    protected bool? IsNow(long index) =>
        _last is not { } last || index > last || index <= last - _length - _lengthBefore
            ? null
            : index > last - _length;

    /// <summary>Notes that the sums changed.</summary>
    protected void Change() => Version++;

    private void SumAnew(long last)
    {
        Clear();
        Change();
        _last = last;
        for (var index = last - _length - _lengthBefore + 1; index <= last; index++)
        {
            Apply(_ring[index], index > last - _length, 1);
        }
    }

    private void Apply(Bucket? bucket, bool isNow, int sign)
    {
        if (bucket is not null)
        {
            Change();
            Apply(bucket, isNow, sign, isWhole: true);
        }
    }

    private void Apply(Bucket counts, long index, int sign, bool isWhole)
    {
        if (IsNow(index) is { } isNow)
        {
            Change();
            Apply(counts, isNow, sign, isWhole);
        }
    }
}
