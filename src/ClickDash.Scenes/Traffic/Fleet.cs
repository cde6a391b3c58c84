using System.Globalization;
using System.Runtime.InteropServices;

namespace ClickDash.Scenes.Traffic;

/// <summary>
/// Made-up vehicles that drive to and fro along the three routes of the use case and say every two seconds where they are,
/// as its producer writes it. Pure: where a vehicle is follows from the time alone.
/// </summary>
public static class Fleet
{
    // Every type on every route, and few enough to follow one with the eye.
    private const int Vehicles = 50;

    // One message of one vehicle: each sends every two seconds.
    private const long Pause = 40;

    // Faster than the law allows, so that a class sees them move: a route is driven in five minutes.
    private const double DegreesPerSecond = 0.005;

    // A tank lasts seven minutes; then it is filled.
    private const double TankSeconds = 420;

    // The producer writes times of this zone and does not say so.
    private static readonly TimeSpan Zone = TimeSpan.FromHours(-7);

    private static readonly string[] Types =
    [
        "Large Truck",
        "Small Truck",
        "Private Car",
        "Bus",
        "Taxi",
    ];

    private static readonly (string Name, GeoPoint[] Way)[] Routes =
    [
        (
            "Route-37",
            [
                new(33.10, -95.20),
                new(33.40, -95.62),
                new(33.66, -95.55),
                new(33.90, -95.45),
                new(33.97, -95.90),
            ]
        ),
        (
            "Route-82",
            [
                new(34.05, -96.10),
                new(34.30, -96.30),
                new(34.55, -96.72),
                new(34.78, -96.66),
                new(34.95, -96.95),
            ]
        ),
        (
            "Route-43",
            [
                new(35.05, -97.10),
                new(35.20, -97.42),
                new(35.47, -97.50),
                new(35.63, -97.46),
                new(35.92, -97.85),
            ]
        ),
    ];

    /// <summary>What the vehicles send from one moment up to another, in epoch milliseconds.</summary>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The first moment after it all.</param>
    /// <returns>When each message is sent, and its value.</returns>
    public static IEnumerable<(long Time, string Value)> Between(long from, long to)
    {
        for (var turn = (from + Pause - 1) / Pause; turn * Pause < to; turn++)
        {
            yield return (turn * Pause, Message((int)(turn % Vehicles), turn * Pause));
        }
    }

    private static string Message(int vehicle, long time)
    {
        var seconds = time / 1000.0;
        var drive = Drive(vehicle, seconds);
        var local = DateTimeOffset.FromUnixTimeMilliseconds(time).ToOffset(Zone);
        var fuel = 4 + (93 * (1 - Fraction((seconds / TankSeconds) + Spread(vehicle, 3))));
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"vehicleId":"{{Id(vehicle)}}","vehicleType":"{{Types[vehicle % Types.Length]}}","routeId":"{{Route(vehicle).Name}}","longitude":"{{drive.At.Longitude:0.00000}}","latitude":"{{drive.At.Latitude:0.00000}}","timestamp":"{{local:yyyy-MM-dd HH:mm:ss}}","speed":{{drive.Speed:0.0}},"fuelLevel":{{fuel:0.0}}}"""
        );
    }

    /// <summary>Where a vehicle is and how fast: now faster, now slower, and back at the end of its way.</summary>
    private static Drive Drive(int vehicle, double seconds)
    {
        var way = Route(vehicle).Way;
        var legs = way.Zip(way.Skip(1), Degrees).ToArray();
        var length = legs.Sum();
        var usual = 45 + (40 * Spread(vehicle, 1));
        var pace = DegreesPerSecond * usual / 60;
        // Its derivative below is the speed: a third more or less, in waves of 40 seconds.
        var wave = (seconds * Math.Tau / 40) + (Math.Tau * Spread(vehicle, 2));
        var driven = pace * (seconds + (0.33 * 40 / Math.Tau * Math.Sin(wave)));
        var place =
            Math.Abs((Fraction(driven / (2 * length) + Spread(vehicle, 0)) * 2) - 1) * length;
        var leg = 0;
        while (leg < legs.Length - 1 && place > legs[leg])
        {
            place -= legs[leg++];
        }

        var share = place / legs[leg];
        return new Drive(
            new GeoPoint(
                Between(way[leg].Latitude, way[leg + 1].Latitude, share) + Aside(vehicle, 4),
                Between(way[leg].Longitude, way[leg + 1].Longitude, share) + Aside(vehicle, 5)
            ),
            usual * (1 + (0.33 * Math.Cos(wave)))
        );
    }

    private static (string Name, GeoPoint[] Way) Route(int vehicle) =>
        Routes[vehicle / Types.Length % Routes.Length];

    private static string Id(int vehicle) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"5eed0000-0000-4000-8000-{vehicle + 1:000000000000}"
        );

    private static double Degrees(GeoPoint a, GeoPoint b) =>
        Math.Sqrt(Math.Pow(a.Latitude - b.Latitude, 2) + Math.Pow(a.Longitude - b.Longitude, 2));

    private static double Between(double a, double b, double share) => a + ((b - a) * share);

    // So that vehicles on one road can be told apart.
    private static double Aside(int vehicle, int salt) => (Spread(vehicle, salt) - 0.5) * 0.06;

    // A number from 0 to 1 of a vehicle's own: multiples of an irrational number are evenly spread.
    private static double Spread(int vehicle, int salt) =>
        Fraction((vehicle + 1) * (0.618_033_988_75 + (salt * 0.137)));

    private static double Fraction(double number) => number - Math.Floor(number);
}

/// <summary>Where a vehicle is, and its speed.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Drive(GeoPoint At, double Speed);
