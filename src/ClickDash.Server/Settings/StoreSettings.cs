namespace ClickDash.Server.Settings;

/// <summary>Settings under <c>ClickDash:Store:</c>.</summary>
public sealed record StoreSettings
{
    /// <summary>The file; with the embedded broker none, and counts end with the server.</summary>
    public string? Path { get; init; }

    /// <summary>How long counts by the minute are kept.</summary>
    public TimeSpan MinuteRetention { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long counts by the hour are kept.</summary>
    public TimeSpan HourRetention { get; init; } = TimeSpan.FromDays(730);
}
