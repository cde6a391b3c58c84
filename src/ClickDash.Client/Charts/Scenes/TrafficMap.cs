using ClickDash.Scenes.Traffic;

namespace ClickDash.Client.Charts.Scenes;

/// <summary>
/// A schematic map: degrees as they lie (north is up, longitudes shortened by the latitude), in units of a drawing 640 wide and
/// 520 high. Its frame is whole quarters of a degree round all that is on it, so that it seldom moves. A pure function of the
/// picture.
/// </summary>
public sealed class TrafficMap
{
    public const int Width = 640;
    public const int Height = 520;
    private const double Margin = 14;
    private const double Grid = 0.25;
    private const double KilometresADegree = 111.195;

    // A road's worth around a single vehicle.
    private const double LeastDegrees = 0.5;

    private readonly double _west;
    private readonly double _north;
    private readonly double _shorter;
    private readonly double _scale;
    private readonly double _left;
    private readonly double _top;

    /// <param name="picture">The picture, on which there is a vehicle or a place.</param>
    public TrafficMap(TrafficPicture picture)
    {
        var latitudes = picture
            .OnMap.Select(vehicle => vehicle.Latitude)
            .Concat(picture.Places.Select(place => place.Latitude))
            .DefaultIfEmpty()
            .ToArray();
        var longitudes = picture
            .OnMap.Select(vehicle => vehicle.Longitude)
            .Concat(picture.Places.Select(place => place.Longitude))
            .DefaultIfEmpty()
            .ToArray();
        var (south, north) = Frame(latitudes);
        var (west, east) = Frame(longitudes);
        (_west, _north) = (west, north);
        // Never nought, also at the poles.
        _shorter = Math.Max(0.05, Math.Cos((south + north) / 2 * Math.PI / 180));
        _scale = Math.Min(
            (Width - (2 * Margin)) / ((east - west) * _shorter),
            (Height - (2 * Margin)) / (north - south)
        );
        _left = (Width - ((east - west) * _shorter * _scale)) / 2;
        _top = (Height - ((north - south) * _scale)) / 2;
        Meridians = [.. Lines(west, east)];
        Parallels = [.. Lines(south, north)];
    }

    /// <summary>Longitudes with a line, a handful.</summary>
    public double[] Meridians { get; }

    /// <summary>Latitudes with a line, a handful.</summary>
    public double[] Parallels { get; }

    /// <summary>Where a longitude is.</summary>
    public double X(double longitude) =>
        Math.Round(_left + ((longitude - _west) * _shorter * _scale), 1);

    /// <summary>Where a latitude is.</summary>
    public double Y(double latitude) => Math.Round(_top + ((_north - latitude) * _scale), 1);

    /// <summary>How long kilometres are.</summary>
    public double Length(double kilometres) =>
        Math.Round(kilometres / KilometresADegree * _scale, 1);

    private static (double Low, double High) Frame(double[] degrees)
    {
        var low = Math.Floor((degrees.Min() - 0.05) / Grid) * Grid;
        var high = Math.Ceiling((degrees.Max() + 0.05) / Grid) * Grid;
        return (low, Math.Max(high, low + LeastDegrees));
    }

    private static IEnumerable<double> Lines(double from, double to)
    {
        double[] steps = [0.25, 0.5, 1, 2, 5, 10, 20, 45, 90];
        var step = steps.First(one => (to - from) / one <= 8 || one == 90);
        for (var at = Math.Ceiling(from / step) * step; at <= to; at += step)
        {
            yield return at;
        }
    }
}
