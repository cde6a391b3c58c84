namespace ClickDash.Server.Settings;

/// <summary>Settings under <c>ClickDash:AlertWebhook:</c>.</summary>
public sealed record AlertWebhookSettings
{
    /// <summary>An absolute http or https address; none: nobody is told but the log, the metrics and who asks.</summary>
    public string? Url { get; init; }

    /// <summary>Without the address: records write all they hold.</summary>
    public override string ToString() => nameof(AlertWebhookSettings);
}
