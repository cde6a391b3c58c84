namespace ClickDash.Core.Live;

/// <summary>What a picture is read from: the counts by time of one set of clicks, and who made them.</summary>
internal sealed class Rings(Rollup seconds, Rollup tenSeconds)
{
    public Rollup Seconds { get; } = seconds;

    public Rollup TenSeconds { get; } = tenSeconds;

    /// <summary>The ring whose buckets are of a length in milliseconds.</summary>
    public Rollup At(long step) => step == 1000 ? Seconds : TenSeconds;

    public ActiveUsers Users { get; } = new();
}
