using System.Text.Json;
using System.Text.Unicode;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>nginx's access log as JSON: <see cref="ClfJsonFormat"/>.</summary>
public sealed class ClfJsonWriter()
    : JsonClickWriter(
        "clf-json",
        ClickParts.User
            | ClickParts.Referrer
            | ClickParts.Country
            | ClickParts.Device
            | ClickParts.Status,
        timeStep: 1
    )
{
    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        if (click.Time.Milliseconds is { } time)
        {
            // As nginx has it: a text of seconds with three digits of a fraction.
            Span<byte> text = stackalloc byte[32];
            Utf8.TryWrite(text, $"{time / 1000}.{time % 1000:000}", out var length);
            json.WriteString("msec"u8, text[..length]);
        }

        Text(json, "remote_user"u8, click.User);
        Request(json, "request"u8, click);
        Text(json, "request_uri"u8, click.Page);
        if (click.Status > 0)
        {
            json.WriteNumber("status"u8, click.Status);
        }

        Referrer(json, "http_referer"u8, click);
        Text(json, "geoip_country_code"u8, click.Country);
        Agent(json, "http_user_agent"u8, click);
    }
}
