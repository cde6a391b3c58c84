namespace ClickDash.Kafka;

/// <summary>How long to wait before the next try: doubling from the first wait up to the longest, anew after a success.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private int _failures;

    /// <summary>The wait after one more failure.</summary>
    public TimeSpan Failed()
    {
        var wait = first * Math.Pow(2, _failures);
        if (wait >= longest)
        {
            return longest;
        }

        _failures++;
        return wait;
    }

    /// <summary>A try succeeded: the next failure waits shortly again.</summary>
    public void Succeeded() => _failures = 0;
}
