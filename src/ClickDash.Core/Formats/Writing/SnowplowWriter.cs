using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>Snowplow's enriched page view: <see cref="SnowplowFormat"/>.</summary>
public sealed class SnowplowWriter()
    : JsonClickWriter(
        "snowplow",
        ClickParts.User
            | ClickParts.Session
            | ClickParts.Referrer
            | ClickParts.Country
            | ClickParts.Device,
        timeStep: 1
    )
{
    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        json.WriteString("event"u8, "page_view"u8);
        Time(json, "collector_tstamp"u8, click);
        Url(json, "page_url"u8, click);
        json.WriteString("page_urlpath"u8, click.Page);
        Text(json, "user_id"u8, click.User);
        Text(json, "domain_sessionid"u8, click.Session);
        Referrer(json, "page_referrer"u8, click);
        Text(json, "geo_country"u8, click.Country);
        Agent(json, "useragent"u8, click);
    }
}
