namespace ClickDash.Server.Settings;

/// <summary>Settings under <c>ClickDash:Log:</c>.</summary>
public sealed record LogSettings
{
    /// <summary>The format for people.</summary>
    public const string Text = "text";

    /// <summary>The format for programs: one compact JSON object a line.</summary>
    public const string Json = "json";

    /// <summary>How the log is written on the console.</summary>
    public string Format { get; init; } = Text;
}
