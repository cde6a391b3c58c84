using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>ClickDash's own: one JSON object, of which only <c>page</c> is required.</summary>
public sealed class ClicksFormat() : JsonFormat("clicks", Members(""))
{
    private const int Ts = 0;
    private const int Page = 1;
    private const int User = 2;
    private const int Session = 3;
    private const int Referrer = 4;
    private const int Country = 5;
    private const int Device = 6;
    private const int Status = 7;
    private const int Host = 8;
    private const int Campaign = 9;
    private const int Browser = 10;
    private const int UserAgent = 11;

    /// <summary>How many members a click has.</summary>
    internal const int Count = 12;

    /// <summary>The members of a click in an object below the pointer given, and then the others given.</summary>
    internal static JsonFields Members(string above, params IEnumerable<string> others) =>
        new([
            above + "/ts",
            above + "/page",
            above + "/user",
            above + "/session",
            above + "/referrer",
            above + "/country",
            above + "/device",
            above + "/status",
            above + "/host",
            above + "/campaign",
            above + "/browser",
            above + "/user_agent",
            .. others,
        ]);

    /// <summary>Makes a click of the members; without a time of its own it has the one given.</summary>
    internal static DropReason Read(JsonValues json, ClickTime otherTime, IClickSink clicks)
    {
        var url = json.Text(Page);
        var page = PageText.Read(url);
        if (page.IsEmpty)
        {
            return DropReason.Malformed;
        }

        var device = DeviceText.Word(json.Text(Device));
        ReadOnlySpan<byte> host = default;
        ReadOnlySpan<byte> campaign = default;
        ReadOnlySpan<byte> browser = default;
        // A page that was not cut has neither host nor query: a click without these costs nothing more.
        if (page.Length != url.Length || json.HasAny(Host, UserAgent))
        {
            var agent = json.Agents.Read(json.Text(UserAgent));
            device = device.IsEmpty ? agent.Device : device;
            host = HostText.First(json.Text(Host), url, json.Buffer);
            campaign = json.Text(Campaign);
            campaign = campaign.IsEmpty ? CampaignText.OfUrl(url, json.Buffer) : campaign;
            browser = json.Text(Browser);
            browser = browser.IsEmpty ? agent.Browser : browser;
        }

        clicks.Add(
            new Click
            {
                Time = TimeText.First(json.EpochOrIso(Ts, TimeUnit.Milliseconds), otherTime),
                Page = page,
                User = json.TextOrNumber(User),
                Session = json.TextOrNumber(Session),
                Referrer = ReferrerText.Read(json.Text(Referrer), json.Buffer),
                Country = CountryText.Read(json.Text(Country), json.Buffer),
                Device = device,
                Status = json.Status(Status),
                Host = host,
                Campaign = campaign,
                Browser = browser,
            }
        );
        return DropReason.None;
    }

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    ) => Read(json, ClickTime.Absent, clicks);
}
