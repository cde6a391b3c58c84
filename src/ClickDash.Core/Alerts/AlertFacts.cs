namespace ClickDash.Core.Alerts;

/// <summary>What rules are judged by, at one moment.</summary>
/// <param name="Now">The moment, epoch milliseconds.</param>
/// <param name="RatePerSecond">Clicks per second.</param>
/// <param name="ErrorShare">The share of clicks with an error status, 0 to 1; null without clicks.</param>
/// <param name="Lag">Messages waiting to be read.</param>
/// <param name="LastClickAt">When the newest click came, by <see cref="Clock"/>; null before the first.</param>
/// <param name="Movers">Pages that rise or fall more than usual.</param>
public sealed record AlertFacts(
    long Now,
    double RatePerSecond,
    double? ErrorShare,
    long Lag,
    long? LastClickAt,
    IReadOnlyList<AlertMover> Movers
)
{
    private readonly long? _clock;

    /// <summary>
    /// The moment by what waiting is measured by: milliseconds of a clock that never jumps, from whenever. <see cref="Now"/> where not set.
    /// </summary>
    public long Clock
    {
        get => _clock ?? Now;
        init => _clock = value;
    }

    /// <summary>
    /// Whether what had come before the start is still being read: until then nobody knows rate, silence and shares. Lag, loss and store
    /// never wait.
    /// </summary>
    public bool IsCatchingUp { get; init; }
}

/// <summary>A page that rises (or falls, below zero) by this many standard deviations.</summary>
public sealed record AlertMover(string Page, double Score);
