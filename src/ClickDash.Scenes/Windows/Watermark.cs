namespace ClickDash.Scenes.Windows;

/// <summary>
/// How far event time is believed to be complete: the newest event time seen less a delay. A window whose end it has
/// reached is finished. So does Spark (<c>withWatermark</c>: "max event time seen by the engine - late threshold"; a window
/// leaves the state once its end is at or before the watermark), which moves it between micro-batches, and Flink
/// (<c>BoundedOutOfOrdernessWatermarks</c>), which may move it with every event, as is done here.
/// </summary>
/// <param name="delay">How long late events are waited for, in milliseconds.</param>
internal sealed class Watermark(long delay)
{
    /// <summary>The newest event time, in epoch milliseconds; null before the first event.</summary>
    public long? Newest { get; private set; }

    /// <summary>The watermark in epoch milliseconds; null before the first event.</summary>
    public long? Time => Newest - delay;

    /// <summary>Whether a window that ends here takes no more events.</summary>
    /// <param name="end">The window's end, not included in it, in epoch milliseconds.</param>
    public bool HasPassed(long end) => end <= Time;

    /// <summary>Sees an event's time. An older one than the newest moves nothing: a watermark never goes back.</summary>
    public void See(long time) => Newest = Newest is { } newest ? Math.Max(newest, time) : time;
}
