namespace ClickDash.Core.Live;

/// <summary>What a picture is read from: the counts by time of one set of clicks, and who made them.</summary>
internal sealed class Rings(Rollup seconds, Rollup tenSeconds, TimeSpan sessionGap)
{
    public Rollup Seconds { get; } = seconds;

    public Rollup TenSeconds { get; } = tenSeconds;

    public ActiveUsers Users { get; } = new(sessionGap);

    /// <summary>The ring whose buckets are of a length in milliseconds.</summary>
    public Rollup At(long step) => step == 1000 ? Seconds : TenSeconds;

    /// <summary>Adds what happened in a second.</summary>
    public void Merge(long second, Bucket bucket)
    {
        Seconds.Merge(second, bucket);
        TenSeconds.Merge(second, bucket);
    }

    /// <summary>What was counted of some values is <c>(other)</c> from now on: they lost their names.</summary>
    public void Evict(Clicks.Dimension dimension, IReadOnlySet<int> ids)
    {
        Seconds.Evict(dimension, ids);
        TenSeconds.Evict(dimension, ids);
    }
}
