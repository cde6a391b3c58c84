using System.Buffers.Text;
using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>A click in a CloudEvents envelope: <see cref="CloudEventsFormat"/>.</summary>
public sealed class CloudEventsWriter()
    : JsonClickWriter(
        "cloudevents",
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
    private readonly ClicksWriter _data = new();
    private long _id;

    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("type"u8, "example.shop.click"u8);
        json.WriteString("source"u8, "/shop"u8);
        Span<byte> id = stackalloc byte[20];
        Utf8Formatter.TryFormat(++_id, id, out var length);
        json.WriteString("id"u8, id[..length]);
        Time(json, "time"u8, click);
        json.WriteStartObject("data"u8);
        _data.WriteInto(click, json);
        json.WriteEndObject();
    }
}
