namespace ClickDash.Client.Texts;

/// <summary>What the scene of traffic says.</summary>
internal static class TrafficTexts
{
    // The page.
    public const string Title = "Traffic";
    public const string OnTheRoad = "On the road";
    public const string LittleFuel = "little fuel";
    public const string NoVehicle = "No vehicle in the last half minute";
    public const string NoVehicleWhy = "Vehicles appear here as soon as they send where they are.";
    public const string RoutesNow = "Routes now";
    public const string Route = "Route";
    public const string Vehicles = "Vehicles";
    public const string Speed = "Speed";
    public const string LowFuel = "Low fuel";
    public const string NearPlaces = "Near a point of interest";
    public const string Place = "Place";
    public const string Nearest = "Nearest";
    public const string Sliding = "Vehicles in 30 s, every 10 s";
    public const string SinceBeginning = "Vehicles since the beginning";

    public static string Within(string kilometres) => $"Within {kilometres} km";

    public static string NearVehicle(string type, string kilometres) => $"{type}, {kilometres} km";

    public static string Read(string messages, string vehicles, bool isMore) =>
        isMore
            ? $"{messages} messages of {vehicles} and more vehicles"
            : $"{messages} messages of {vehicles} vehicles";

    public static string OnMap(string vehicles, string all) => $"{vehicles} of {all} on the map";

    /// <summary>Messages that were not counted; the last of them follows.</summary>
    public static string Dropped(string count, string reason) => $"{count} dropped, {reason}:";

    // TrafficMapView.
    public static string MapLabel(string vehicles, int places) =>
        $"Map of {vehicles} vehicles and {places} places. The routes and places are in the tables beside it.";

    public static string Longitude(string degrees, bool isWest) =>
        isWest ? $"{degrees}° W" : $"{degrees}° E";

    public static string Latitude(string degrees, bool isSouth) =>
        isSouth ? $"{degrees}° S" : $"{degrees}° N";

    /// <summary>A vehicle on hover; what it did not say is null.</summary>
    public static string Vehicle(string type, string route, string? speed, string? fuel) =>
        $"{type} on {route}"
        + (speed is null ? "" : $", speed {speed}")
        + (fuel is null ? "" : $", fuel {fuel}%");

    // TrafficWindows.
    public static string WindowsLabel(int newest) =>
        $"Bars: different vehicles in windows of 30 seconds that slide by 10 seconds; {newest} in the newest.";

    /// <summary>A window's bar on hover.</summary>
    public static string Window(string? from, string? to, IEnumerable<string> counts) =>
        $"{from} to {to}: {string.Join(", ", counts)}";

    public static string WindowCount(string route, string type, int vehicles) =>
        $"{route} {type} {vehicles}";

    // TrafficTotals.
    public const string TotalsLabel = "Vehicles by route and type";
    public const string All = "All";
}
