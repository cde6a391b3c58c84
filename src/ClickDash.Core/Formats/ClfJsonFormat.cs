using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>nginx access logs as JSON (<c>log_format … escape=json</c>), by the names that most configurations give.</summary>
public sealed class ClfJsonFormat()
    : JsonFormat(
        "clf-json",
        new JsonFields(
            "/time_iso8601",
            "/time_local",
            "/msec",
            "/@timestamp",
            "/timestamp",
            "/time",
            "/request_uri",
            "/uri",
            "/request",
            "/remote_user",
            "/remote_addr",
            "/http_referer",
            "/http_referrer",
            "/geoip_country_code",
            "/http_user_agent",
            "/user_agent",
            "/status",
            "/http_host",
            "/host",
            "/server_name"
        )
        {
            DashIsAbsent = true,
        }
    )
{
    private const int FirstTime = 0;
    private const int LastTime = 5;
    private const int RequestUri = 6;
    private const int Uri = 7;
    private const int Request = 8;
    private const int RemoteUser = 9;
    private const int RemoteAddr = 10;
    private const int HttpReferer = 11;
    private const int HttpReferrer = 12;
    private const int GeoipCountryCode = 13;
    private const int HttpUserAgent = 14;
    private const int UserAgent = 15;
    private const int Status = 16;
    private const int HttpHost = 17;
    private const int Host = 18;
    private const int ServerName = 19;

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    )
    {
        // $uri is the path after rewrites, so what was asked for comes first.
        var target = json.FirstText(RequestUri, Uri);
        target = target.IsEmpty ? RequestText.Target(json.Text(Request)) : target;
        var agent = json.Agents.Read(json.FirstText(HttpUserAgent, UserAgent));
        return Add(
            new Click
            {
                Time = Time(json),
                Page = PageText.Read(target),
                User = json.FirstTextOrNumber(RemoteUser, RemoteAddr),
                Referrer = ReferrerText.Read(
                    json.FirstText(HttpReferer, HttpReferrer),
                    json.Buffer
                ),
                Country = CountryText.Read(json.Text(GeoipCountryCode), json.Buffer),
                Device = agent.Device,
                Status = json.Status(Status),
                Host = HostText.First(
                    json.FirstText(HttpHost, Host, ServerName),
                    target,
                    json.Buffer
                ),
                Campaign = CampaignText.OfUrl(target, json.Buffer),
                Browser = agent.Browser,
            },
            clicks
        );
    }

    // Operators give any of nginx's three ways to write a time to any of these names.
    private static ClickTime Time(JsonValues json)
    {
        var time = ClickTime.Absent;
        for (var i = FirstTime; i <= LastTime && time.Milliseconds is null; i++)
        {
            var text = json.TextOrNumber(i);
            if (!text.IsEmpty)
            {
                var read =
                    text.Length > 2 && text[2] == '/'
                        ? TimeText.AccessLog(text)
                        : TimeText.EpochOrIso(text, TimeUnit.Seconds);
                time = TimeText.First(time, read);
            }
        }

        return time;
    }
}
