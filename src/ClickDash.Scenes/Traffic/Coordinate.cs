namespace ClickDash.Scenes.Traffic;

/// <summary>What coordinates there are on the earth, in degrees.</summary>
internal static class Coordinate
{
    public static bool IsLatitude(double degrees) => degrees is >= -90 and <= 90;

    public static bool IsLongitude(double degrees) => degrees is >= -180 and <= 180;
}
