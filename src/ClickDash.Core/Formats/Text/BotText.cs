using System.Buffers;
using System.Text;

namespace ClickDash.Core.Formats.Text;

/// <summary>Tells apart from people's browsers what asks for pages by itself: crawlers, link previews, checkers of health, HTTP libraries.</summary>
internal static class BotText
{
    // A name longer than this tells nothing more.
    public const int MostName = 32;

    private const int MostLookedAt = 512;
    private const string Bot = "bot";

    private static readonly SearchValues<string> Marks = SearchValues.Create(
        [
            Bot,
            "crawl",
            "spider",
            "slurp",
            "scrap",
            "headless",
            "lighthouse",
            "pagespeed",
            "inspectiontool",
            "mediapartners-google",
            "googleother",
            "feedfetcher",
            // What looks at a link before somebody follows it.
            "facebookexternalhit",
            "whatsapp/",
            "uripreview",
            "bingpreview",
            "embedly",
            "iframely",
            // What looks whether a site is well.
            "healthcheck",
            "health-check",
            "health check",
            "health probe",
            "kube-probe",
            "googlehc",
            "uptime",
            "pingdom",
            "statuscake",
            "site24x7",
            "pinger",
            "synthetics",
            "nagios",
            "zabbix",
            "prometheus",
            "blackbox exporter",
            // What programs are written with.
            "curl/",
            "wget/",
            "python-",
            "aiohttp",
            "httpx/",
            "java/",
            "okhttp",
            "apache-httpclient",
            "go-http-client",
            "axios",
            "node-fetch",
            "undici",
            "guzzlehttp",
            "libwww-perl",
            "postmanruntime",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    // Those that come under several names.
    private static readonly (string Mark, byte[] Name)[] Families =
    [
        ("googlebot", "Googlebot"u8.ToArray()),
        ("slackbot", "Slackbot"u8.ToArray()),
        ("lighthouse", "Lighthouse"u8.ToArray()),
        ("pingdom", "Pingdom"u8.ToArray()),
    ];

    /// <summary>Where a user agent says that it is none of a person's; -1 where it does not.</summary>
    public static int IndexOf(ReadOnlySpan<char> agent)
    {
        for (var from = 0; ; )
        {
            var at = agent[from..].IndexOfAny(Marks);
            if (at < 0)
            {
                return -1;
            }

            at += from;
            if (!IsPhone(agent, at))
            {
                return at;
            }

            from = at + Bot.Length;
        }
    }

    /// <summary>The name of a bot: the word that its mark stands in, or the first word where the mark is in an address.</summary>
    /// <param name="agent">Its user agent.</param>
    public static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> agent)
    {
        Span<char> room = stackalloc char[MostLookedAt];
        var text = room[
            ..Encoding.Latin1.GetChars(agent[..Math.Min(agent.Length, MostLookedAt)], room)
        ];
        foreach (var (mark, name) in Families)
        {
            if (MemoryExtensions.Contains(text, mark, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        var (start, end) = Word(text, Math.Max(0, IndexOf(text)));
        if (start > 0 && text[start - 1] is '/' or '@' or ':')
        {
            (start, end) = Word(text, 0);
        }

        var word = agent[start..Math.Min(end, start + MostName)].Trim("._-"u8);
        return word.IsEmpty || word.SequenceEqual("Mozilla"u8) ? "Bot"u8 : word;
    }

    private static (int Start, int End) Word(ReadOnlySpan<char> agent, int at)
    {
        var (start, end) = (at, at);
        while (start > 0 && IsOfWord(agent[start - 1]))
        {
            start--;
        }

        while (end < agent.Length && IsOfWord(agent[end]))
        {
            end++;
        }

        return (start, end);
    }

    private static bool IsOfWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    // Cubot makes phones.
    private static bool IsPhone(ReadOnlySpan<char> agent, int at) =>
        at >= 2
        && agent[(at - 2)..].StartsWith("cubot", StringComparison.OrdinalIgnoreCase)
        && (at == 2 || !char.IsAsciiLetter(agent[at - 3]));
}
