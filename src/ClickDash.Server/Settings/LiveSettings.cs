namespace ClickDash.Server.Settings;

/// <summary>Settings under <c>ClickDash:Live:</c>.</summary>
public sealed record LiveSettings
{
    /// <summary>Milliseconds between two frames.</summary>
    public int TickMilliseconds { get; init; } = 250;

    /// <summary>How many different views this server computes: a tick of as many stays well under its quarter of a second.</summary>
    public int MaxViews { get; init; } = 256;

    /// <summary>How many views a connection may watch at a time: a page shows a few.</summary>
    public int MaxViewsPerConnection { get; init; } = 8;

    /// <summary>How many connections this server takes, at some 40 KB each.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>How many viewers come back a second after all have lost their connection: what two cores take in beside their frames.</summary>
    public int ReturnsPerSecond { get; init; } = 500;

    /// <summary>How long a viewer who finds no server waits between two tries, at most.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much older than its message a click may be.</summary>
    public TimeSpan AllowedLateness { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after its end a second is closed: a click that its message's time puts after that is late.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a user must be away for the next click to begin another session.</summary>
    public TimeSpan SessionGap { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How many values of each dimension are told apart; later ones are <c>(other)</c>.</summary>
    public int MaxValuesPerDimension { get; init; } = 10_000;

    /// <summary>How many of the newest clicks are kept one by one for filters, at 36 bytes each, up to 46 with host, campaign and browser.</summary>
    public int ClickLogSize { get; init; } = 4_000_000;
}
