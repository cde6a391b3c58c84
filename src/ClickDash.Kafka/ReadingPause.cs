namespace ClickDash.Kafka;

/// <summary>Lets reading rest for a while, as if the consumer had failed; nothing is lost by it. Safe for use by several callers at once.</summary>
public sealed class ReadingPause(TimeProvider time)
{
    private long _untilTicks;

    /// <summary>Whether reading rests now.</summary>
    public bool IsOn => time.GetUtcNow().UtcTicks < Interlocked.Read(ref _untilTicks);

    /// <summary>Rests from now on for so long, in place of a rest that is under way.</summary>
    public void Begin(TimeSpan length) =>
        Interlocked.Exchange(ref _untilTicks, (time.GetUtcNow() + length).UtcTicks);
}
