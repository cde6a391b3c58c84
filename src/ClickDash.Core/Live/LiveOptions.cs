namespace ClickDash.Core.Live;

/// <summary>How clicks become live numbers: the settings under <c>ClickDash:Live</c>, and <c>ClickDash:Time</c>.</summary>
public sealed record LiveOptions
{
    /// <summary>How much older than its message a click may be.</summary>
    public TimeSpan AllowedLateness { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many values of each dimension are told apart.</summary>
    public int MaxValuesPerDimension { get; init; } = 10_000;

    /// <summary>How many of the newest clicks are kept one by one, for filters.</summary>
    public int ClickLogSize { get; init; } = 4_000_000;

    /// <summary>How long a user must be away for the next click to begin another session; up to an hour.</summary>
    public TimeSpan SessionGap { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whose time a click has.</summary>
    public TimeMode Time { get; init; }

    /// <summary>How long after its end a second is closed: a click that its message's time puts after that is late.</summary>
    public TimeSpan WatermarkDelay { get; init; } = TimeSpan.FromSeconds(2);
}
