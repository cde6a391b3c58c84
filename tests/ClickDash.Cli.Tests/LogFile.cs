using System.Globalization;

namespace ClickDash.Cli.Tests;

/// <summary>An access log as a web server writes it, the same at each run.</summary>
internal static class LogFile
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "-",
    ];

    /// <summary>Lines in the Combined Log Format, some fifty a second.</summary>
    public static string[] Lines(int count)
    {
        var random = new Random(5202);
        var at = Start;
        var lines = new string[count];
        for (var i = 0; i < count; i++)
        {
            at = at.AddMilliseconds(random.Next(40));
            var time = at.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture);
            var page = $"/page-{Math.Pow(random.NextDouble(), 2) * 30:0}";
            var query = random.Next(3) == 0 ? $"?id={i}" : "";
            var status = random.Next(20) switch
            {
                0 => 404,
                1 => 500,
                2 => 301,
                _ => 200,
            };
            lines[i] =
                $"192.0.2.{random.Next(256)} - - [{time}] \"GET {page}{query} HTTP/1.1\" {status} {random.Next(90_000)} \"https://www.example.org/\" \"{Agents[random.Next(Agents.Length)]}\"";
        }

        return lines;
    }

    /// <summary>Writes lines to a file of the test's own.</summary>
    public static string Write(string folder, string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
        return path;
    }
}
