using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>ClickDash's own: <see cref="ClicksFormat"/>.</summary>
public sealed class ClicksWriter()
    : JsonClickWriter(
        "clicks",
        ClickParts.User
            | ClickParts.Session
            | ClickParts.Referrer
            | ClickParts.Country
            | ClickParts.Device
            | ClickParts.Status
            | ClickParts.Origin,
        timeStep: 1
    )
{
    /// <summary>Writes the members of a click into an object of another writer's.</summary>
    internal void WriteInto(in Click click, Utf8JsonWriter json) => WriteMembers(click, json);

    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        if (click.Time.Milliseconds is { } time)
        {
            json.WriteNumber("ts"u8, time);
        }

        json.WriteString("page"u8, click.Page);
        Text(json, "user"u8, click.User);
        Text(json, "session"u8, click.Session);
        Referrer(json, "referrer"u8, click);
        Text(json, "country"u8, click.Country);
        Text(json, "device"u8, click.Device);
        if (click.Status > 0)
        {
            json.WriteNumber("status"u8, click.Status);
        }

        Text(json, "host"u8, click.Host);
        Text(json, "campaign"u8, click.Campaign);
        Text(json, "browser"u8, click.Browser);
    }
}
