using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>Settings of formats, under <c>ClickDash:FormatOptions</c>. What a format does not know is not looked at.</summary>
public sealed record FormatOptions
{
    /// <summary>fit5202: the member to count, <c>Clicks</c> or <c>Impressions</c>.</summary>
    public string Weight { get; init; } = "Clicks";

    /// <summary>iot-traffic: the zone of times written without one, as an offset or a name.</summary>
    public string Zone { get; init; } = "-07:00";

    /// <summary>What is wrong with the settings that a format takes, in sentences that name them; empty where nothing is.</summary>
    public IEnumerable<string> Errors(string format)
    {
        if (format == "fit5202" && (string.IsNullOrWhiteSpace(Weight) || Weight == "*"))
        {
            yield return $"ClickDash:FormatOptions:Weight is '{Weight}': it takes the name of a member with whole numbers, such as Clicks or Impressions.";
        }

        if (format == "iot-traffic" && !Text.Zone.TryParse(Zone, out _))
        {
            yield return $"ClickDash:FormatOptions:Zone is '{Zone}': it takes an offset such as -07:00 or a zone such as Asia/Kolkata.";
        }
    }
}
