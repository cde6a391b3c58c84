using System.Buffers.Text;
using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>A row of GA4's BigQuery export: <see cref="Ga4Format"/>.</summary>
public sealed class Ga4Writer()
    : JsonClickWriter(
        "ga4",
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
        json.WriteString("event_name"u8, "page_view"u8);
        if (click.Time.Milliseconds is { } time)
        {
            // 64-bit integers of BigQuery's are texts in JSON.
            Span<byte> microseconds = stackalloc byte[20];
            Utf8Formatter.TryFormat(time * 1000, microseconds, out var length);
            json.WriteString("event_timestamp"u8, microseconds[..length]);
        }

        Text(json, "user_id"u8, click.User);
        json.WriteStartObject("geo"u8);
        Text(json, "country"u8, click.Country);
        json.WriteEndObject();
        json.WriteStartObject("device"u8);
        Text(json, "category"u8, click.Device);
        json.WriteEndObject();
        json.WriteStartArray("event_params"u8);
        Start(json, "page_location"u8);
        Url(json, "string_value"u8, click);
        End(json);
        if (!click.Referrer.IsEmpty)
        {
            Start(json, "page_referrer"u8);
            Referrer(json, "string_value"u8, click);
            End(json);
        }

        if (!click.Session.IsEmpty)
        {
            Start(json, "ga_session_id"u8);
            Text(json, "string_value"u8, click.Session);
            End(json);
        }

        json.WriteEndArray();
    }

    private static void Start(Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        json.WriteStartObject();
        json.WriteString("key"u8, name);
        json.WriteStartObject("value"u8);
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
