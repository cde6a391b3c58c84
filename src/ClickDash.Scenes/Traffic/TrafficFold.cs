using System.IO.Hashing;
using System.Text;
using ClickDash.Core.Live;

namespace ClickDash.Scenes.Traffic;

/// <summary>
/// The scene <c>traffic</c>: vehicles by route and type, in sliding windows, near points of interest, how fast and with how
/// much fuel. All by arrival: the use case's producer stamps a batch once and sends it over a quarter of an hour. Not
/// thread-safe: its owner takes one lock.
/// </summary>
public sealed class TrafficFold(TrafficOptions options)
{
    // What a vehicle last said is of now for as long as a window is.
    private const long Fresh = RouteWindows.Length;

    // 1 MB of vehicles; a city's buses are a few thousand.
    private const int MostVehicles = 10_000;

    // Sixteen bytes each; beyond that the total says that there are more.
    private const int MostCounted = 200_000;

    // Points that can be told apart on a projector, and 40 KB a picture.
    private const int MostOnMap = 250;

    // A producer that writes its ids into routeId shall not fill the memory.
    private const int MostNames = 40;
    private const int MostNearest = 3;

    // More than are read of a topic at once when the scene is opened; 20 MB.
    private const int MostHeld = 100_000;
    private const string Other = "(other)";
    private const string None = "(none)";

    private readonly VehicleReader _reader = new();
    private readonly RouteWindows _windows = new();
    private readonly Dictionary<ulong, Vehicle> _vehicles = [];
    private readonly HashSet<(string, string, ulong)> _counted = [];
    private readonly HashSet<ulong> _different = [];
    private readonly SortedDictionary<
        (string Route, string Type),
        (long Vehicles, long Readings)
    > _totals = new(RouteOrder);
    private readonly Dictionary<string, (long Count, string Last)> _problems = [];
    private readonly HashSet<string> _routes = [];
    private readonly HashSet<string> _types = [];
    private long _now = long.MinValue;
    private readonly ArrivalOrder<VehicleReading> _held = new(MostHeld);
    private long _readings;
    private bool _isMore;

    private static Comparer<(string Route, string Type)> RouteOrder { get; } =
        Comparer<(string Route, string Type)>.Create(
            (a, b) =>
                string.CompareOrdinal(a.Route, b.Route) is not 0 and var order
                    ? order
                    : string.CompareOrdinal(a.Type, b.Type)
        );

    /// <summary>Takes a vehicle's message, which is counted when time advances, or counts why it cannot be.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="messageTime">Its Kafka timestamp in epoch milliseconds.</param>
    public void Record(ReadOnlySpan<byte> value, long messageTime)
    {
        if (_reader.Read(value, out var problem) is not { } reading)
        {
            // There are eight reasons: nothing here grows.
            var before = _problems.GetValueOrDefault(problem!.Reason);
            _problems[problem.Reason] = (before.Count + 1, problem.Detail);
            return;
        }

        if (_held.IsFull)
        {
            Fold(_held.Last);
        }

        _held.Add(messageTime, reading);
    }

    /// <summary>Counts what has come, in order of arrival, forgets vehicles that were not seen for a window's length, and finishes windows.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public void Advance(long now)
    {
        Fold(now);
        _now = Math.Max(_now, now);
        _windows.Finish(_now);
        foreach (var (number, vehicle) in _vehicles)
        {
            if (vehicle.Seen <= _now - Fresh)
            {
                _vehicles.Remove(number);
            }
        }
    }

    /// <summary>The picture at the moment that was advanced to, in epoch milliseconds.</summary>
    public TrafficPicture Take(long now)
    {
        var near = Near();
        return new TrafficPicture(
            now,
            _readings,
            _different.Count,
            _isMore,
            [
                .. _totals.Select(one => new RouteTotal(
                    one.Key.Route,
                    one.Key.Type,
                    one.Value.Vehicles,
                    one.Value.Readings
                )),
            ],
            _windows.Take(_now),
            [.. Routes()],
            [.. options.Places.Select((place, i) => At(place, near[i]))],
            OnMap(near.SelectMany(one => one).Select(one => one.Vehicle).ToHashSet()),
            _vehicles.Count,
            options.LowFuel,
            [
                .. _problems
                    .OrderByDescending(one => one.Value.Count)
                    .ThenBy(one => one.Key, StringComparer.Ordinal)
                    .Select(one => new TrafficProblem(one.Key, one.Value.Count, one.Value.Last)),
            ]
        );
    }

    private void Fold(long now)
    {
        foreach (var (messageTime, reading) in _held.Take())
        {
            // A message whose clock is ahead must not end what is now, and time never goes back.
            _now = Math.Max(_now, Math.Min(messageTime, now + TimeJudge.MaxAhead));
            Count(reading);
        }
    }

    private void Count(VehicleReading reading)
    {
        _readings++;
        var route = Name(reading.Route, _routes);
        var type = Name(reading.Type ?? None, _types);
        var isNew = false;
        if (reading.Vehicle is { } id)
        {
            var number = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(id));
            isNew = CountOnce(route, type, number);
            _windows.See(_now, route, type, number);
            if (_vehicles.Count < MostVehicles || _vehicles.ContainsKey(number))
            {
                _vehicles[number] = new Vehicle(id, route, type, reading, _now);
            }
        }

        var (vehicles, readings) = _totals.GetValueOrDefault((route, type));
        _totals[(route, type)] = (vehicles + (isNew ? 1 : 0), readings + 1);
    }

    /// <summary>For each place the vehicles near it, the nearest first.</summary>
    private (Vehicle Vehicle, double Kilometres)[][] Near() =>
        [
            .. options.Places.Select(place =>
                _vehicles
                    .Values.Where(vehicle => vehicle.Reading.At is not null)
                    .Select(vehicle =>
                        (vehicle, Kilometres: place.At.KilometresTo(vehicle.Reading.At!.Value))
                    )
                    .Where(one => one.Kilometres <= place.Kilometres)
                    .OrderBy(one => one.Kilometres)
                    .ToArray()
            ),
        ];

    private static PlaceNow At(Place place, (Vehicle Vehicle, double Kilometres)[] near) =>
        new(
            place.Name,
            place.At.Latitude,
            place.At.Longitude,
            place.Kilometres,
            near.Length,
            near.Average(one => one.Vehicle.Reading.Speed),
            [
                .. near.Take(MostNearest)
                    .Select(one => new NearVehicle(
                        one.Vehicle.Id,
                        one.Vehicle.Route,
                        one.Vehicle.Type,
                        one.Kilometres
                    )),
            ]
        );

    private IEnumerable<RouteNow> Routes() =>
        _vehicles
            .Values.GroupBy(vehicle => vehicle.Route)
            .OrderBy(route => route.Key, StringComparer.Ordinal)
            .Select(route => new RouteNow(
                route.Key,
                route.Count(),
                route.Average(vehicle => vehicle.Reading.Speed),
                route.Count(IsLow)
            ));

    // By id, so that the same ones stay on the map while there are too many.
    private VehicleNow[] OnMap(HashSet<Vehicle> near) =>
        [
            .. _vehicles
                .Values.Where(vehicle => vehicle.Reading.At is not null)
                .OrderBy(vehicle => vehicle.Id, StringComparer.Ordinal)
                .Take(MostOnMap)
                .Select(vehicle => new VehicleNow(
                    vehicle.Id,
                    vehicle.Route,
                    vehicle.Type,
                    vehicle.Reading.At!.Value.Latitude,
                    vehicle.Reading.At.Value.Longitude,
                    vehicle.Reading.Speed,
                    vehicle.Reading.Fuel,
                    IsLow(vehicle),
                    near.Contains(vehicle)
                )),
        ];

    private bool IsLow(Vehicle vehicle) => vehicle.Reading.Fuel < options.LowFuel;

    /// <summary>Whether a vehicle is the first time on this route with this type.</summary>
    private bool CountOnce(string route, string type, ulong vehicle)
    {
        if (_counted.Contains((route, type, vehicle)))
        {
            return false;
        }

        if (_counted.Count == MostCounted)
        {
            _isMore = true;
            return false;
        }

        _different.Add(vehicle);
        return _counted.Add((route, type, vehicle));
    }

    private static string Name(string name, HashSet<string> known)
    {
        if (known.Count < MostNames)
        {
            known.Add(name);
        }

        return known.Contains(name) ? name : Other;
    }

    private sealed record Vehicle(
        string Id,
        string Route,
        string Type,
        VehicleReading Reading,
        long Seen
    );
}
