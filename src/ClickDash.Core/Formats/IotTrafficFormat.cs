using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>
/// Vehicle data of the traffic monitoring use case (baghelamit/iot-traffic-monitor, <c>iot-kafka-producer</c>): a route is
/// the page, a vehicle the user, its type the device. Times are written without their zone.
/// </summary>
/// <param name="zone">The zone of times: UTC-7 all year in the producer.</param>
public sealed class IotTrafficFormat(Zone zone)
    : JsonFormat(
        "iot-traffic",
        new JsonFields("/timestamp", "/routeId", "/vehicleId", "/vehicleType")
    )
{
    private const int Timestamp = 0;
    private const int RouteId = 1;
    private const int VehicleId = 2;
    private const int VehicleType = 3;

    private protected override DropReason Read(
        ReadOnlySpan<byte> key,
        JsonValues json,
        IClickSink clicks
    ) =>
        Add(
            new Click
            {
                Time = json.EpochOrIso(Timestamp, TimeUnit.Milliseconds, zone),
                Page = json.Text(RouteId),
                User = json.TextOrNumber(VehicleId),
                Device = json.Text(VehicleType),
            },
            clicks
        );
}
