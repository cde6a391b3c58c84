using System.Runtime.InteropServices;

namespace ClickDash.Scenes.Traffic;

/// <summary>A place on the earth in degrees: latitude -90 to 90, longitude -180 to 180.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    // The earth's mean radius (IUGG). A sphere is within 0.5 % of the ellipsoid: 150 m of 30 km.
    private const double EarthKilometres = 6371.0088;

    /// <summary>How far another place is along the ground, in kilometres, by the haversine formula.</summary>
    public double KilometresTo(GeoPoint other)
    {
        var sine = Haversine(other.Latitude - Latitude);
        var cosine = Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude));
        var half = sine + (cosine * Haversine(other.Longitude - Longitude));
        // Rounding may leave antipodes a little above 1.
        return 2 * EarthKilometres * Math.Asin(Math.Sqrt(Math.Min(1, half)));
    }

    private static double Haversine(double degrees)
    {
        var sine = Math.Sin(Radians(degrees) / 2);
        return sine * sine;
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
