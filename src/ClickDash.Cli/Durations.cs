using System.Globalization;

namespace ClickDash.Cli;

/// <summary>Durations as people type them.</summary>
internal static class Durations
{
    /// <summary>What is taken, in words.</summary>
    public const string Takes = "a number with ms, s, m or h, such as 500ms, 60s, 5m or 1h";

    // A year: longer is a slip of the finger, and would not fit a timer's arithmetic much longer.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private static readonly (string Unit, double Seconds)[] Units =
    [
        ("ms", 0.001),
        ("s", 1),
        ("m", 60),
        ("h", 3600),
    ];

    /// <summary>Reads <c>500ms</c>, <c>60s</c>, <c>5m</c> or <c>1h</c>; null for anything else, zero, and over a year.</summary>
    public static TimeSpan? Parse(string text)
    {
        foreach (var (unit, seconds) in Units)
        {
            if (
                text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(
                    text.AsSpan(0, text.Length - unit.Length),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                && number > 0
                && number * seconds <= Longest.TotalSeconds
            )
            {
                return TimeSpan.FromSeconds(number * seconds);
            }
        }

        return null;
    }
}
