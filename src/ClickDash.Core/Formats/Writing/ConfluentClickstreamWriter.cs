using System.Buffers.Text;
using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>Datagen's quickstart <c>clickstream</c>: <see cref="ConfluentClickstreamFormat"/>. A user that is no number is its address.</summary>
public sealed class ConfluentClickstreamWriter()
    : JsonClickWriter(
        "confluent-clickstream",
        ClickParts.User | ClickParts.Referrer | ClickParts.Device | ClickParts.Status,
        timeStep: 0
    )
{
    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        if (
            click.User is not ([] or [(byte)'0', _, ..])
            && click.User.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
        )
        {
            json.WritePropertyName("userid"u8);
            json.WriteRawValue(click.User);
        }
        else
        {
            json.WriteNumber("userid"u8, -1);
            Text(json, "ip"u8, click.User);
        }

        Request(json, "request"u8, click);
        if (click.Status > 0)
        {
            Span<byte> status = stackalloc byte[3];
            Utf8Formatter.TryFormat(click.Status, status, out var length);
            json.WriteString("status"u8, status[..length]);
        }

        Referrer(json, "referrer"u8, click);
        Agent(json, "agent"u8, click);
    }
}
