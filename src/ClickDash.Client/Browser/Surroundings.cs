using System.Text.Json.Serialization;

namespace ClickDash.Client.Browser;

/// <summary>What the browser tells of itself once, and again when it changes.</summary>
/// <param name="Look">Colours and type, from the style sheet.</param>
/// <param name="Locale">How its reader writes numbers and times.</param>
public sealed record Surroundings(Look Look, Locale Locale)
{
    /// <summary>What is assumed before there is a browser.</summary>
    public static Surroundings Unknown { get; } = new(Look.Default, Locale.Neutral);
}

/// <summary>
/// The style sheet's colours and sizes, for charts, which CSS does not reach. Colours are CSS colours, sizes pixels;
/// <paramref name="Layers"/> are the colours of a stack from below, the last that of all the rest.
/// </summary>
public sealed record Look(
    string Text,
    string Muted,
    string Hairline,
    string Surface,
    string Accent,
    string AccentSoft,
    string AccentClear,
    string Warning,
    string[] Layers,
    string Font,
    double FontSize
)
{
    /// <summary>The light theme's, for tests and before the browser has spoken.</summary>
    public static Look Default { get; } =
        new(
            "#14181f",
            "#5a6472",
            "#e6e9ee",
            "#ffffff",
            "#0b62d6",
            "rgba(11,98,214,.24)",
            "rgba(11,98,214,0)",
            "#8a5300",
            ["#0b62d6", "#d97706", "#00775a", "#b04a8f", "#5a6472", "#9aa5b6"],
            "sans-serif",
            13
        );
}

/// <summary>JSON from the browser, read without reflection.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Surroundings))]
[JsonSerializable(typeof(PaintDelay))]
internal sealed partial class BrowserJson : JsonSerializerContext;
