using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>Follows what comes into a ring and leaves it, so that what is read from it need not be counted again.</summary>
internal abstract class RollupFollower
{
    /// <summary>The moment it was last read at, in epoch milliseconds.</summary>
    public long LastRead { get; set; }

    /// <summary>A bucket is there now, as it is.</summary>
    public abstract void Enter(Bucket bucket);

    /// <summary>A bucket is about to be emptied or replaced.</summary>
    public abstract void Leave(Bucket bucket);

    /// <summary>Something was added to a bucket, which has it by now.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="added">What was added.</param>
    public abstract void Add(Bucket bucket, Bucket added);

    /// <summary>A value's counts of a bucket became those of <c>(other)</c>.</summary>
    /// <param name="bucket">The bucket, which has it by now.</param>
    /// <param name="dimension">The value's dimension.</param>
    /// <param name="id">The value's number.</param>
    /// <param name="count">How many.</param>
    public virtual void MoveToOther(Bucket bucket, Dimension dimension, int id, long count) { }
}
