using System.Globalization;
using System.Text.Json.Serialization;

namespace ClickDash.Client.Browser;

/// <summary>
/// How the page's reader writes numbers and times, asked of the browser's <c>Intl</c> once: the runtime itself knows no locale
/// and no zone, and a call into the browser for each number would cost more than the number.
/// </summary>
/// <param name="Point">Between units and tenths.</param>
/// <param name="Group">Between groups of digits.</param>
/// <param name="GroupSizes">Digits a group, from the right; the last repeats.</param>
/// <param name="Hour12">Whether hours go to twelve.</param>
/// <param name="Offset">Minutes ahead of UTC; null where it is not known.</param>
public sealed record Locale(string Point, string Group, int[] GroupSizes, bool Hour12, int? Offset)
{
    /// <summary>Before the browser has spoken: no zone, so no times of day.</summary>
    public static Locale Neutral { get; } = new(".", ",", [3], Hour12: false, Offset: null);

    private readonly NumberFormatInfo format = new()
    {
        NumberDecimalSeparator = Point,
        NumberGroupSeparator = Group,
        NumberGroupSizes = GroupSizes,
        NegativeSign = "−",
    };

    /// <summary>Plotly's <c>separators</c>: decimal, then group.</summary>
    [JsonIgnore]
    public string Separators => Point + Group;

    /// <summary>A moment as Plotly's date axes take it: a wall clock's time without a zone, as JSON. Numbers it would move itself.</summary>
    public string ToAxis(long moment) =>
        Wall(moment).ToString("'\"'yyyy-MM-dd HH:mm:ss.fff'\"'", CultureInfo.InvariantCulture);

    /// <summary>A whole number: <c>12,345</c>.</summary>
    public string Whole(long value) => value.ToString("N0", format);

    /// <summary>A measurement: three decimals at most, and none that is zero: <c>21.5</c>, <c>1,200</c>.</summary>
    public string Measure(double value) => value.ToString("#,0.###", format);

    /// <summary>A rate: one decimal below a hundred, none above, where it would only flicker.</summary>
    public string Rate(double value) => value.ToString(value < 99.95 ? "N1" : "N0", format);

    /// <summary>A share of one as per cent with a decimal: <c>12.3%</c>.</summary>
    public string Share(double share) => (share * 100).ToString("N1", format) + "%";

    /// <summary>A change against a number before it: <c>+12.3%</c>, <c>−4.0%</c>; whole from a hundred per cent on.</summary>
    public string Change(double now, double before)
    {
        var change = (now - before) * 100.0 / before;
        return Signed(change, Math.Abs(change) < 99.95 ? 1 : 0) + "%";
    }

    /// <summary>A change in whole per cent, or as a multiple where that is shorter: <c>+12%</c>, <c>−4%</c>, <c>×25</c>.</summary>
    public string BriefChange(double now, double before) =>
        now >= 10 * before
            ? "×" + (now / before).ToString("N0", format)
            : Signed((now - before) * 100.0 / before, digits: 0) + "%";

    /// <summary>A length of time: <c>20 ms</c>, <c>1.2 s</c>, <c>3 min</c>, with a space that does not break.</summary>
    public string Duration(long milliseconds) =>
        milliseconds switch
        {
            < 1000 => $"{milliseconds}\u00A0ms",
            < 60_000 => (milliseconds / 1000.0).ToString("N1", format) + "\u00A0s",
            _ => Whole(milliseconds / 60_000) + "\u00A0min",
        };

    /// <summary>A whole number in five characters at most: <c>980</c>, <c>1.2k</c>, <c>34k</c>, <c>5.6M</c>.</summary>
    public string Brief(long value) =>
        value switch
        {
            < 1000 => value.ToString(CultureInfo.InvariantCulture),
            < 9950 => (value / 1000.0).ToString("N1", format) + "k",
            < 999_500 => (value / 1000.0).ToString("N0", format) + "k",
            < 9_950_000 => (value / 1_000_000.0).ToString("N1", format) + "M",
            _ => (value / 1_000_000.0).ToString("N0", format) + "M",
        };

    /// <summary>The time of day with seconds, or null where the zone is not known.</summary>
    public string? TimeOfDay(long moment) =>
        Offset is null
            ? null
            : Wall(moment)
                .ToString(Hour12 ? "h:mm:ss tt" : "HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A number with its sign, which what is rounded to zero has none of.</summary>
    private string Signed(double value, int digits)
    {
        var rounded = Math.Round(value, digits, MidpointRounding.AwayFromZero);
        return (
                rounded > 0 ? "+"
                : rounded < 0 ? "−"
                : "±"
            ) + Math.Abs(rounded).ToString(digits == 0 ? "N0" : "N1", format);
    }

    private DateTime Wall(long moment) =>
        DateTime.UnixEpoch.AddMilliseconds(moment).AddMinutes(Offset ?? 0);
}
