using System.Globalization;
using ClickDash.Client.Charts;

namespace ClickDash.Client.Live;

/// <summary>
/// What a page shows besides its view, as the rest of its address: <c>&amp;at=…&amp;zoom=…&amp;compare=hour&amp;layers=on&amp;panel=line</c>. What is
/// as usual is left out.
/// </summary>
/// <param name="At">The moment that is shown, in epoch milliseconds; null for now.</param>
/// <param name="Zoom">The stretch that is looked at closer; null for the whole window.</param>
/// <param name="Compare">What the line is compared with.</param>
/// <param name="IsStacked">Whether the line is a stack of layers.</param>
/// <param name="Panel">The panel that has the page for itself; null where none has.</param>
public sealed record PageState(
    long? At = null,
    Zoom? Zoom = null,
    Compare Compare = Compare.Before,
    bool IsStacked = false,
    string? Panel = null
)
{
    /// <summary>Reads an address; what it does not know, and values that there are not, are as usual.</summary>
    public static PageState Read(string query)
    {
        var state = new PageState();
        foreach (var part in query.TrimStart('?').Split('&'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            state = name switch
            {
                "at"
                    when long.TryParse(
                        value,
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out var at
                    )
                        && at < 10_000_000_000_000 => state with
                {
                    At = at,
                },
                "zoom" => state with { Zoom = Zoom.Parse(value) },
                "compare" => state with
                {
                    Compare = value switch
                    {
                        "hour" => Compare.Hour,
                        "day" => Compare.Day,
                        "lesson" => Compare.Lesson,
                        _ => Compare.Before,
                    },
                },
                "layers" => state with { IsStacked = value == "on" },
                "panel" => state with { Panel = Uri.UnescapeDataString(value) },
                _ => state,
            };
        }

        return state;
    }

    /// <summary>The view's query with this added.</summary>
    /// <param name="query">With its question mark, or empty.</param>
    public string Added(string query)
    {
        string?[] parts =
        [
            At is { } at ? string.Create(CultureInfo.InvariantCulture, $"at={at}") : null,
            Zoom is null ? null : $"zoom={Zoom}",
            Compare switch
            {
                Compare.Hour => "compare=hour",
                Compare.Day => "compare=day",
                Compare.Lesson => "compare=lesson",
                _ => null,
            },
            IsStacked ? "layers=on" : null,
            Panel is null ? null : $"panel={Uri.EscapeDataString(Panel)}",
        ];
        var rest = string.Join('&', parts.OfType<string>());
        return rest.Length == 0 ? query : $"{(query.Length == 0 ? "?" : $"{query}&")}{rest}";
    }
}
