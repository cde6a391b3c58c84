using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>
/// PostHog's events, in the API's shape or as its topic <c>clickhouse_events_json</c> has them: there <c>properties</c> is
/// a JSON text (posthog.com/docs/data/events; PostHog/posthog, <c>kafka-topics.ts</c>).
/// </summary>
public sealed class PosthogFormat()
    : JsonFormat(
        "posthog",
        new JsonFields([
            .. Names.Select(name => "/properties/" + name),
            "/event",
            "/timestamp",
            "/distinct_id",
            "/properties",
        ])
    )
{
    private const int CurrentUrl = 0;
    private const int Pathname = 1;
    private const int OwnDistinctId = 2;
    private const int SessionId = 3;
    private const int ReferringDomain = 4;
    private const int Referrer = 5;
    private const int CountryCode = 6;
    private const int UserAgent = 7;
    private const int DeviceType = 8;
    private const int Host = 9;
    private const int Browser = 10;
    private const int UtmSource = 11;
    private const int UtmMedium = 12;
    private const int UtmCampaign = 13;
    private const int Event = 14;
    private const int Timestamp = 15;
    private const int DistinctId = 16;
    private const int Properties = 17;

    private static readonly string[] Names =
    [
        "$current_url",
        "$pathname",
        "distinct_id",
        "$session_id",
        "$referring_domain",
        "$referrer",
        "$geoip_country_code",
        "$raw_user_agent",
        "$device_type",
        "$host",
        "$browser",
        "utm_source",
        "utm_medium",
        "utm_campaign",
    ];

    private readonly JsonFields inText = new([.. Names.Select(name => "/" + name)]);

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    )
    {
        if (!json.Is(Event, "$pageview"u8, out var reason))
        {
            return reason;
        }

        if (json.Kind(Properties) is not (JsonKind.Text or JsonKind.EscapedText))
        {
            return Read(json, json, clicks);
        }

        inText.Buffer.Reset();
        return inText.TryRead(json.Text(Properties), out var properties)
            ? Read(json, properties, clicks)
            : DropReason.Malformed;
    }

    private static DropReason Read(JsonValues json, JsonValues properties, IClickSink clicks)
    {
        var user = json.TextOrNumber(DistinctId);
        var url = properties.FirstText(CurrentUrl, Pathname);
        var agent = json.Agents.Read(properties.Text(UserAgent));
        return Add(
            new Click
            {
                Time = json.Iso(Timestamp),
                Page = PageText.Read(url),
                User = user.IsEmpty ? properties.TextOrNumber(OwnDistinctId) : user,
                Session = properties.TextOrNumber(SessionId),
                Referrer = ReferrerText.Read(
                    properties.FirstText(ReferringDomain, Referrer),
                    properties.Buffer
                ),
                Country = CountryText.Read(properties.Text(CountryCode), properties.Buffer),
                Device = agent.Device.IsEmpty
                    ? DeviceText.Word(properties.Text(DeviceType))
                    : agent.Device,
                Host = HostText.First(properties.Text(Host), url, properties.Buffer),
                Campaign = CampaignText.First(
                    properties.Text(UtmSource),
                    properties.Text(UtmMedium),
                    properties.Text(UtmCampaign),
                    url,
                    properties.Buffer
                ),
                Browser = agent.Browser.IsEmpty ? properties.Text(Browser) : agent.Browser,
            },
            clicks
        );
    }
}
