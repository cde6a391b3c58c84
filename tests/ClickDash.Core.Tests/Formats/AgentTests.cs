using System.Text.Json;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;

namespace ClickDash.Core.Tests.Formats;

/// <summary>Which browser or bot a user agent is, by agents as they are sent.</summary>
public sealed class AgentTests
{
    private const string Gecko = "AppleWebKit/537.36 (KHTML, like Gecko)";
    private const string WindowsChrome =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + Gecko + " Chrome/142.0.0.0 Safari/537.36";
    private const string PhoneChrome =
        "Mozilla/5.0 (Linux; Android 10; K) " + Gecko + " Chrome/142.0.0.0 Mobile Safari/537.36";
    private const string Phone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ";

    private readonly ClicksFormat format = new();

    [Theory]
    [InlineData(WindowsChrome, "Chrome", "desktop")]
    [InlineData(PhoneChrome, "Chrome", "mobile")]
    [InlineData(Phone + "CriOS/142.0.7444.77 Mobile/15E148 Safari/604.1", "Chrome", "mobile")]
    [InlineData(WindowsChrome + " Edg/142.0.0.0", "Edge", "desktop")]
    [InlineData(PhoneChrome + " EdgA/142.0.0.0", "Edge", "mobile")]
    [InlineData(
        Phone + "Version/18.0 EdgiOS/141.0.3537.92 Mobile/15E148 Safari/604.1",
        "Edge",
        "mobile"
    )]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
            + Gecko
            + " Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763",
        "Edge",
        "desktop"
    )]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 13; motorola edge 30) "
            + Gecko
            + " Chrome/142.0.0.0 Mobile Safari/537.36",
        "Chrome",
        "mobile"
    )]
    [InlineData(WindowsChrome + " OPR/123.0.0.0", "Opera", "desktop")]
    [InlineData("Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.18", "Opera", "desktop")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 15; SAMSUNG SM-S931B) "
            + Gecko
            + " SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
        "Samsung Internet",
        "mobile"
    )]
    [InlineData(Phone + "Version/26.1 Mobile/15E148 Safari/604.1", "Safari", "mobile")]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
        "Safari",
        "desktop"
    )]
    [InlineData(
        "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
        "Firefox",
        "desktop"
    )]
    [InlineData(Phone + "FxiOS/145.0 Mobile/15E148 Safari/605.1.15", "Firefox", "mobile")]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
        "Internet Explorer",
        "desktop"
    )]
    [InlineData(
        "Mozilla/5.0 (Linux; U; Android 4.0.3; de-de; GT-I9100) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30",
        "Android Browser",
        "mobile"
    )]
    [InlineData(
        Phone + "Mobile/22G86 [FBAN/FBIOS;FBAV/535.0.0.37.105;FBDV/iPhone17,3]",
        "Facebook",
        "mobile"
    )]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) "
            + Gecko
            + " Chrome/120.0.0.0 Mobile Safari/537.36",
        "Chrome",
        "mobile"
    )]
    [InlineData("probe/1.0", null, "desktop")]
    [InlineData("Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Mobile)", null, "mobile")]
    public void A_browser_has_its_family(string agent, string? browser, string device) =>
        Read(agent).ShouldBe(new SeenOrigin(Browser: browser, Device: device));

    [Theory]
    [InlineData(
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Googlebot"
    )]
    [InlineData("Googlebot-Image/1.0", "Googlebot")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) "
            + Gecko
            + " Chrome/142.0.7444.59 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Googlebot"
    )]
    [InlineData(
        "Mozilla/5.0 "
            + Gecko
            + "; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/136.0.0.0 Safari/537.36",
        "bingbot"
    )]
    [InlineData(
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "GPTBot"
    )]
    [InlineData("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", "AhrefsBot")]
    [InlineData(
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "Baiduspider"
    )]
    [InlineData("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "Slackbot")]
    [InlineData("Slackbot 1.0 (+https://api.slack.com/robots)", "Slackbot")]
    [InlineData("Twitterbot/1.0", "Twitterbot")]
    [InlineData("TelegramBot (like TwitterBot)", "TelegramBot")]
    [InlineData("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", "Discordbot")]
    [InlineData(
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "facebookexternalhit"
    )]
    [InlineData("WhatsApp/2.23.20.0 A", "WhatsApp")]
    [InlineData(
        "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
        "LinkedInBot"
    )]
    [InlineData("ELB-HealthChecker/2.0", "ELB-HealthChecker")]
    [InlineData("kube-probe/1.33", "kube-probe")]
    [InlineData("GoogleHC/1.0", "GoogleHC")]
    [InlineData(
        "Amazon-Route53-Health-Check-Service (ref 1234; report http://amzn.to/1vsZADi)",
        "Amazon-Route53-Health-Check-Serv"
    )]
    [InlineData("Prometheus/3.7.3", "Prometheus")]
    [InlineData("Blackbox Exporter/0.27.0", "Blackbox")]
    [InlineData(
        "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
        "UptimeRobot"
    )]
    [InlineData("Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", "Pingdom")]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) "
            + Gecko
            + " Chrome/137.0.0.0 Safari/537.36 Chrome-Lighthouse",
        "Lighthouse"
    )]
    [InlineData(
        "Mozilla/5.0 (X11; Linux x86_64) " + Gecko + " HeadlessChrome/142.0.0.0 Safari/537.36",
        "HeadlessChrome"
    )]
    [InlineData("axios/1.13.2", "axios")]
    [InlineData("okhttp/4.12.0", "okhttp")]
    [InlineData("node-fetch/1.0 (+https://github.com/bitinn/node-fetch)", "node-fetch")]
    [InlineData("curl/8.16.0", "curl")]
    [InlineData("python-requests/2.32.5", "python-requests")]
    [InlineData("Go-http-client/2.0", "Go-http-client")]
    [InlineData("Java/21.0.9", "Java")]
    [InlineData("Apache-HttpClient/4.5.14 (Java/17.0.9)", "Apache-HttpClient")]
    [InlineData("Shopwatch 3 (+https://shopwatch.example/bot.html)", "Shopwatch")]
    [InlineData("Mozilla/5.0 (+https://shopwatch.example/bot.html)", "Bot")]
    public void What_is_no_browser_is_a_bot_by_its_name(string agent, string name)
    {
        Read(agent).ShouldBe(new SeenOrigin(Browser: name, Device: "bot"));
        // The second time it is remembered.
        Read(agent).ShouldBe(new SeenOrigin(Browser: name, Device: "bot"));
    }

    [Fact]
    public void A_mark_far_behind_is_a_bots_too() =>
        Read("Mozilla/5.0 " + new string('x', 3000) + " FarBot/1.0").Device.ShouldBe("bot");

    [Fact]
    public void Agents_that_are_known_cost_no_memory()
    {
        var message = Message(WindowsChrome);
        var sink = new Nowhere();
        format.Read(default, message, sink);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            format.Read(default, message, sink);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private SeenOrigin Read(string agent) =>
        SeenOrigin.Of(format, System.Text.Encoding.UTF8.GetString(Message(agent)));

    private static byte[] Message(string agent) =>
        JsonSerializer.SerializeToUtf8Bytes(new { page = "/", user_agent = agent });

    private sealed class Nowhere : IClickSink
    {
        public void Add(in Click click) { }
    }
}
