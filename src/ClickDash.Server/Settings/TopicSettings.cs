using ClickDash.Core.Formats;

namespace ClickDash.Server.Settings;

/// <summary>Settings under <c>ClickDash:Topics:N:</c>.</summary>
public sealed record TopicSettings
{
    /// <summary>The topic's name, which is its clicks' value of the dimension <c>source</c>.</summary>
    public string Topic { get; init; } = "";

    /// <summary>The name of the format that its messages are read with.</summary>
    public string Format { get; init; } = "clicks";

    /// <summary>The format's own settings.</summary>
    public FormatOptions FormatOptions { get; init; } = new();
}
