using System.Globalization;
using System.Text;

namespace ClickDash.Cli.Output;

/// <summary>Values as they are shown to people and in columns.</summary>
internal static class Shown
{
    /// <summary>A time in UTC with milliseconds, as ISO 8601.</summary>
    public static string Time(long milliseconds) =>
        DateTimeOffset
            .FromUnixTimeMilliseconds(milliseconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>How long, in its two largest units.</summary>
    public static string Duration(TimeSpan duration) =>
        duration switch
        {
            { TotalDays: >= 1 } => $"{(int)duration.TotalDays} d {duration.Hours} h",
            { TotalHours: >= 1 } => $"{duration.Hours} h {duration.Minutes} min",
            { TotalMinutes: >= 1 } => $"{duration.Minutes} min {duration.Seconds} s",
            _ => $"{duration.TotalSeconds:0} s",
        };

    /// <summary>A number and what is counted, such as <c>1 line</c> and <c>2,000 lines</c>.</summary>
    public static string Count(long number, string one) =>
        $"{number:n0} {one}{(number == 1 ? "" : "s")}";

    /// <summary>
    /// A text of one line without control characters, which are written as <c>\u001B</c>: what a message holds must not
    /// steer a terminal or break a row.
    /// </summary>
    public static string Plain(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var plain = new StringBuilder();
        foreach (var c in text)
        {
            plain.Append(char.IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString());
        }

        return plain.ToString();
    }
}
