using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>Snowplow's enriched events as JSON (docs.snowplow.io, canonical event; Snowbridge, the analytics SDKs).</summary>
public sealed class SnowplowFormat()
    : JsonFormat(
        "snowplow",
        new JsonFields(
            "/event",
            "/collector_tstamp",
            "/page_urlpath",
            "/page_url",
            "/user_id",
            "/domain_userid",
            "/domain_sessionid",
            "/refr_urlhost",
            "/page_referrer",
            "/geo_country",
            "/useragent",
            "/dvce_type",
            "/page_urlhost",
            "/mkt_source",
            "/mkt_medium",
            "/mkt_campaign",
            "/br_family"
        )
    )
{
    private const int Event = 0;
    private const int CollectorTstamp = 1;
    private const int PageUrlPath = 2;
    private const int PageUrl = 3;
    private const int UserId = 4;
    private const int DomainUserId = 5;
    private const int DomainSessionId = 6;
    private const int ReferrerHost = 7;
    private const int PageReferrer = 8;
    private const int GeoCountry = 9;
    private const int UserAgent = 10;
    private const int DeviceType = 11;
    private const int PageUrlHost = 12;
    private const int MarketingSource = 13;
    private const int MarketingMedium = 14;
    private const int MarketingCampaign = 15;
    private const int BrowserFamily = 16;

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    )
    {
        if (!json.Is(Event, "page_view"u8, out var reason))
        {
            return reason;
        }

        var url = json.Text(PageUrl);
        var agent = json.Agents.Read(json.Text(UserAgent));
        return Add(
            new Click
            {
                Time = json.Iso(CollectorTstamp),
                Page = PageText.Read(json.FirstText(PageUrlPath, PageUrl)),
                User = json.FirstTextOrNumber(UserId, DomainUserId),
                Session = json.TextOrNumber(DomainSessionId),
                Referrer = ReferrerText.Read(
                    json.FirstText(ReferrerHost, PageReferrer),
                    json.Buffer
                ),
                Country = CountryText.Read(json.Text(GeoCountry), json.Buffer),
                Device = agent.Device.IsEmpty ? Device(json.Text(DeviceType)) : agent.Device,
                Host = HostText.First(json.Text(PageUrlHost), url, json.Buffer),
                Campaign = CampaignText.First(
                    json.Text(MarketingSource),
                    json.Text(MarketingMedium),
                    json.Text(MarketingCampaign),
                    url,
                    json.Buffer
                ),
                Browser = agent.Browser.IsEmpty ? json.Text(BrowserFamily) : agent.Browser,
            },
            clicks
        );
    }

    private static ReadOnlySpan<byte> Device(ReadOnlySpan<byte> type) =>
        type.Length switch
        {
            6 when Ascii.EqualsIgnoreCase(type, "mobile"u8) => "mobile"u8,
            6 when Ascii.EqualsIgnoreCase(type, "tablet"u8) => "tablet"u8,
            8 when Ascii.EqualsIgnoreCase(type, "computer"u8) => "desktop"u8,
            _ => default,
        };
}
