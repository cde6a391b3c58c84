using System.Text.Json;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Writing;

/// <summary>A vehicle's message, as <see cref="IotTrafficFormat"/> reads it; times in epoch milliseconds, as older producers send them.</summary>
public sealed class IotTrafficWriter()
    : JsonClickWriter("iot-traffic", ClickParts.User | ClickParts.Device, timeStep: 1)
{
    private protected override void WriteMembers(in Click click, Utf8JsonWriter json)
    {
        Text(json, "vehicleId"u8, click.User);
        Text(json, "vehicleType"u8, click.Device);
        json.WriteString("routeId"u8, click.Page);
        if (click.Time.Milliseconds is { } time)
        {
            json.WriteNumber("timestamp"u8, time);
        }
    }
}
