namespace ClickDash.Benchmarks.Month;

/// <summary>A clock that is set. Its timers never fire: who runs the month does at their time what they would.</summary>
internal sealed class SimulatedClock(long now) : TimeProvider
{
    /// <summary>The moment, in epoch milliseconds.</summary>
    public long Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) => new Still();

    private sealed class Still : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
