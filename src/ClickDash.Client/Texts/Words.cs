using ClickDash.Client.Live;
using ClickDash.Core.Clicks;

namespace ClickDash.Client.Texts;

/// <summary>The words that several texts share.</summary>
internal static class Words
{
    private static readonly string[] Singular =
    [
        "page",
        "country",
        "referrer",
        "device",
        "status",
        "source",
        "host",
        "campaign",
        "browser",
    ];

    private static readonly string[] Plural =
    [
        "Pages",
        "Countries",
        "Referrers",
        "Devices",
        "Statuses",
        "Sources",
        "Hosts",
        "Campaigns",
        "Browsers",
    ];

    /// <summary>A dimension as in "clicks by …".</summary>
    public static string One(Dimension dimension) => Singular[(int)dimension];

    /// <summary>A dimension as the head of a column or a chip.</summary>
    public static string Head(Dimension dimension) =>
        char.ToUpperInvariant(One(dimension)[0]) + One(dimension)[1..];

    /// <summary>A dimension's values as the name of a list.</summary>
    public static string Many(Dimension dimension) => Plural[(int)dimension];

    /// <summary>A window as in "clicks in …".</summary>
    public static string Window(int seconds) =>
        seconds switch
        {
            60 => "the last minute",
            3600 => "the last hour",
            _ => $"the last {seconds / 60} min",
        };

    /// <summary>The window before, as in "+4% on …"; short, as it stands on a tile of a phone.</summary>
    public static string WindowBefore(int seconds) =>
        seconds switch
        {
            60 => "the minute before",
            3600 => "the hour before",
            _ => $"{seconds / 60} min before",
        };

    /// <summary>What the line is compared with, beyond the window before.</summary>
    public static string Compared(Compare compare) =>
        compare switch
        {
            Compare.Day => "a day before",
            Compare.Lesson => "the lesson before",
            _ => "an hour before",
        };

    /// <summary>A length of time as in "… ago", in milliseconds.</summary>
    public static string Ago(long length) =>
        length switch
        {
            < 120_000 => $"{length / 1000} s",
            < 600_000 => $"{length / 60_000} min {length / 1000 % 60} s",
            < 2 * 3_600_000 => $"{length / 60_000} min",
            < 48 * 3_600_000L => $"{length / 3_600_000} h",
            _ => $"{length / 86_400_000} days",
        };

    /// <summary>A window on a button.</summary>
    public static string WindowButton(int seconds) =>
        seconds == 3600 ? "1 hour" : $"{seconds / 60} min";
}
