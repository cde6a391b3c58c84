using System.Buffers.Text;
using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Formats.Json;

namespace ClickDash.Scenes.Traffic;

/// <summary>
/// Reads messages of the traffic monitoring use case, whose routes and vehicles <see cref="IotTrafficFormat"/> reads as
/// clicks: here with place, speed and fuel. Numbers may come as texts. A number that is given and cannot be makes the whole
/// message wrong: half a vehicle would be a wrong one on the map. Belongs to one thread.
/// </summary>
internal sealed class VehicleReader
{
    private const int Vehicle = 0;
    private const int Type = 1;
    private const int Route = 2;
    private const int Latitude = 3;
    private const int Longitude = 4;
    private const int Speed = 5;
    private const int Fuel = 6;

    // A rocket's is no vehicle's, in any unit.
    private const double FastestSpeed = 1000;

    private readonly JsonFields _fields = new(
        "/vehicleId",
        "/vehicleType",
        "/routeId",
        "/latitude",
        "/longitude",
        "/speed",
        "/fuelLevel"
    );

    /// <summary>Reads a message: what it says, or what is wrong with it.</summary>
    public VehicleReading? Read(ReadOnlySpan<byte> value, out VehicleProblem? problem)
    {
        problem = null;
        _fields.Buffer.Reset();
        if (value.Length > Limits.MessageBytes)
        {
            problem = new(
                "too large",
                $"{value.Length} bytes; up to {Limits.MessageBytes} are read"
            );
            return null;
        }

        if (!_fields.TryRead(value, out var json) || !json.IsObject)
        {
            problem = new("not JSON", $"'{Begin(value)}'; a JSON object of a vehicle is read");
            return null;
        }

        var route = Text(json, Route);
        var latitude = Number(json, Latitude, "latitude", -90, 90, ref problem);
        var longitude = Number(json, Longitude, "longitude", -180, 180, ref problem);
        var speed = Number(json, Speed, "speed", 0, FastestSpeed, ref problem);
        var fuel = Number(json, Fuel, "fuelLevel", 0, 100, ref problem);
        if (route is null)
        {
            problem = new("without a route", "routeId is missing; it takes a text");
        }

        return problem is null
            ? new VehicleReading(
                Text(json, Vehicle),
                Text(json, Type),
                route!,
                latitude is { } y && longitude is { } x ? new GeoPoint(y, x) : null,
                speed,
                fuel
            )
            : null;
    }

    private static double? Number(
        JsonValues json,
        int index,
        string name,
        double least,
        double most,
        ref VehicleProblem? problem
    )
    {
        if (!json.IsPresent(index))
        {
            return null;
        }

        var text = json.TextOrNumber(index);
        if (
            Utf8Parser.TryParse(text, out double number, out var read)
            && read == text.Length
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        problem ??= new(
            $"{name} out of range",
            $"{name} is '{Begin(text)}'; it takes a number from {least} to {most}"
        );
        return null;
    }

    private static string? Text(JsonValues json, int index)
    {
        var text = json.TextOrNumber(index);
        return text.IsEmpty ? null : Begin(text);
    }

    // As much as a label has room for; half a character at the end is left out.
    private static string Begin(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text[..Math.Min(text.Length, 60)]).TrimEnd('\uFFFD');
}
