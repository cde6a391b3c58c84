using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>Segment's <c>page</c> call: <see cref="SegmentFormat"/>.</summary>
public sealed class SegmentWriter()
    : JsonClickWriter(
        "segment",
        ClickParts.User | ClickParts.Referrer | ClickParts.Country | ClickParts.Device,
        timeStep: 1
    )
{
    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        json.WriteString("type"u8, "page"u8);
        Time(json, "timestamp"u8, click);
        Text(json, "userId"u8, click.User);
        json.WriteStartObject("properties"u8);
        json.WriteString("path"u8, click.Page);
        Url(json, "url"u8, click);
        Referrer(json, "referrer"u8, click);
        json.WriteEndObject();
        json.WriteStartObject("context"u8);
        Agent(json, "userAgent"u8, click);
        json.WriteStartObject("location"u8);
        Text(json, "country"u8, click.Country);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
