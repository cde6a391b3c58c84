using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>PostHog's page view in the API's shape: <see cref="PosthogFormat"/>.</summary>
public sealed class PosthogWriter()
    : JsonClickWriter(
        "posthog",
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
        json.WriteString("event"u8, "$pageview"u8);
        Time(json, "timestamp"u8, click);
        Text(json, "distinct_id"u8, click.User);
        json.WriteStartObject("properties"u8);
        Url(json, "$current_url"u8, click);
        Text(json, "$session_id"u8, click.Session);
        Referrer(json, "$referrer"u8, click);
        Text(json, "$geoip_country_code"u8, click.Country);
        Agent(json, "$raw_user_agent"u8, click);
        json.WriteEndObject();
    }
}
