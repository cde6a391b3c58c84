using System.Globalization;

namespace ClickDash.Scenes.Traffic;

/// <summary>A point of interest.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="At">Where it is.</param>
/// <param name="Kilometres">Vehicles within this are near it.</param>
public sealed record Place(string Name, GeoPoint At, double Kilometres);

/// <summary>The settings of the scene <c>traffic</c>.</summary>
public sealed record TrafficOptions
{
    private const double DefaultKilometres = 30;

    // Each is measured against each vehicle at every picture.
    private const int MostPlaces = 20;

    /// <summary>What <see cref="Places"/> is where it is not set: along the routes of the use case's producer, its own point first.</summary>
    public const string DefaultPlaces =
        "Red River 33.877495 -95.50238; Ada 34.774 -96.678; Oklahoma City 35.468 -97.516";

    /// <summary>What <see cref="LowFuel"/> is where it is not set.</summary>
    public const string DefaultLowFuel = "15";

    /// <summary>The points of interest.</summary>
    public IReadOnlyList<Place> Places { get; private init; } = [];

    /// <summary>Less fuel than this is low, in the messages' unit: per cent in the use case.</summary>
    public double LowFuel { get; private init; }

    /// <summary>Reads the settings.</summary>
    /// <param name="options">Their texts by name: <c>Places</c>, <c>LowFuel</c>; absent ones have their defaults.</param>
    /// <param name="problems">What is wrong with which: what was got, and what is taken.</param>
    public static TrafficOptions Read(
        IReadOnlyDictionary<string, string> options,
        out IReadOnlyList<(string Option, string Problem)> problems
    )
    {
        var wrong = new List<(string, string)>();
        problems = wrong;
        foreach (var name in options.Keys.Where(name => !IsKnown(name)))
        {
            wrong.Add((name, "is not an option; there are Places and LowFuel"));
        }

        var fuelText = Of(options, nameof(LowFuel)) ?? DefaultLowFuel;
        if (Number(fuelText) is not (>= 0 and <= 100 and var fuel))
        {
            fuel = 0;
            wrong.Add((nameof(LowFuel), $"is '{fuelText}'; it takes a number from 0 to 100"));
        }

        return new TrafficOptions
        {
            Places = ReadPlaces(Of(options, nameof(Places)) ?? DefaultPlaces, wrong),
            LowFuel = fuel,
        };
    }

    private static List<Place> ReadPlaces(string text, List<(string, string)> wrong)
    {
        var places = new List<Place>();
        foreach (var one in text.Split(';', Split))
        {
            if (ReadPlace(one) is { } place)
            {
                places.Add(place);
            }
            else
            {
                wrong.Add(
                    (
                        nameof(Places),
                        $"has '{one}'; it takes a name, latitude (-90 to 90), longitude (-180 to 180) and, if it is not {DefaultKilometres} km, a radius, such as 'Depot 33.9 -95.5 10; Harbour 34.1 -96'"
                    )
                );
            }
        }

        if (places.Count > MostPlaces)
        {
            wrong.Add((nameof(Places), $"has {places.Count} places; it takes up to {MostPlaces}"));
        }

        return places;
    }

    private static Place? ReadPlace(string text)
    {
        // From the end, since a name may have several words.
        var words = text.Split(' ', Split);
        var numbers = words.Reverse().TakeWhile(word => Number(word) is not null).Count();
        if (numbers is < 2 or > 3 || words.Length == numbers)
        {
            return null;
        }

        var values = Array.ConvertAll(words[^numbers..], word => Number(word)!.Value);
        var kilometres = numbers == 3 ? values[2] : DefaultKilometres;
        return
            Coordinate.IsLatitude(values[0])
            && Coordinate.IsLongitude(values[1])
            && kilometres is > 0 and <= 1000
            ? new Place(
                string.Join(' ', words[..^numbers]),
                new GeoPoint(values[0], values[1]),
                kilometres
            )
            : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    private static string? Of(IReadOnlyDictionary<string, string> options, string name) =>
        options
            .FirstOrDefault(one => one.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Value;

    private static bool IsKnown(string name) =>
        name.Equals(nameof(Places), StringComparison.OrdinalIgnoreCase)
        || name.Equals(nameof(LowFuel), StringComparison.OrdinalIgnoreCase);

    private static StringSplitOptions Split =>
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
}
