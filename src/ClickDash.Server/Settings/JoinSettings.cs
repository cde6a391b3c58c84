namespace ClickDash.Server.Settings;

/// <summary>Settings under <c>ClickDash:Join:</c>.</summary>
public sealed record JoinSettings
{
    /// <summary>The site's address as phones reach it; none: the machine's own on its network.</summary>
    public string? PublicUrl { get; init; }
}
