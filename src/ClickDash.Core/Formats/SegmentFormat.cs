using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>Segment's <c>page</c> call (Segment Spec: Page, Common fields), which RudderStack sends too.</summary>
public sealed class SegmentFormat()
    : JsonFormat(
        "segment",
        new JsonFields(
            "/type",
            "/timestamp",
            "/receivedAt",
            "/properties/path",
            "/properties/url",
            "/context/page/path",
            "/context/page/url",
            "/name",
            "/userId",
            "/anonymousId",
            "/properties/referrer",
            "/context/page/referrer",
            "/context/location/country",
            "/context/userAgent",
            "/context/campaign/source",
            "/context/campaign/medium",
            "/context/campaign/name"
        )
    )
{
    private const int Type = 0;
    private const int Timestamp = 1;
    private const int ReceivedAt = 2;
    private const int Path = 3;
    private const int Url = 4;
    private const int ContextPath = 5;
    private const int ContextUrl = 6;
    private const int PageName = 7;
    private const int UserId = 8;
    private const int AnonymousId = 9;
    private const int Referrer = 10;
    private const int ContextReferrer = 11;
    private const int Country = 12;
    private const int UserAgent = 13;
    private const int CampaignSource = 14;
    private const int CampaignMedium = 15;
    private const int CampaignName = 16;

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    )
    {
        if (!json.Is(Type, "page"u8, out var reason))
        {
            return reason;
        }

        var page = PageText.Read(json.FirstText(Path, Url, ContextPath, ContextUrl));
        var url = json.FirstText(Url, ContextUrl, Path, ContextPath);
        var agent = json.Agents.Read(json.Text(UserAgent));
        return Add(
            new Click
            {
                Time = TimeText.First(json.Iso(Timestamp), json.Iso(ReceivedAt)),
                Page = page.IsEmpty ? json.Text(PageName) : page,
                User = json.FirstTextOrNumber(UserId, AnonymousId),
                Referrer = ReferrerText.Read(
                    json.FirstText(Referrer, ContextReferrer),
                    json.Buffer
                ),
                Country = CountryText.Read(json.Text(Country), json.Buffer),
                Device = agent.Device,
                Host = HostText.OfUrl(url, json.Buffer),
                Campaign = CampaignText.First(
                    json.Text(CampaignSource),
                    json.Text(CampaignMedium),
                    json.Text(CampaignName),
                    url,
                    json.Buffer
                ),
                Browser = agent.Browser,
            },
            clicks
        );
    }
}
