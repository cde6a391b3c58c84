namespace ClickDash.Scenes.Traffic;

/// <summary>The picture of the scene <c>traffic</c>. Times are epoch milliseconds by the messages' arrival.</summary>
/// <param name="Now">The moment it was taken.</param>
/// <param name="Readings">Messages of vehicles since the scene began to read.</param>
/// <param name="Vehicles">Different vehicles among them.</param>
/// <param name="IsMore">Whether there are more vehicles than are told apart.</param>
/// <param name="Totals">By route and type, in order of their names.</param>
/// <param name="Windows">Windows of 30 s that slide by 10 s, oldest first; the last three are not finished.</param>
/// <param name="Routes">The routes just now, in order of their names.</param>
/// <param name="Places">The points of interest, in the order of the settings.</param>
/// <param name="OnMap">Vehicles seen lately, with their places.</param>
/// <param name="Seen">How many vehicles were seen lately, on the map or not.</param>
/// <param name="LowFuel">Less fuel than this is low.</param>
/// <param name="Problems">What could not be counted, the most frequent first.</param>
public sealed record TrafficPicture(
    long Now,
    long Readings,
    long Vehicles,
    bool IsMore,
    RouteTotal[] Totals,
    RouteWindow[] Windows,
    RouteNow[] Routes,
    PlaceNow[] Places,
    VehicleNow[] OnMap,
    int Seen,
    double LowFuel,
    TrafficProblem[] Problems
);

/// <summary>One route's vehicles of one type since the beginning.</summary>
public sealed record RouteTotal(string Route, string Type, long Vehicles, long Readings);

/// <summary>Different vehicles within a window.</summary>
/// <param name="Start">Its first moment.</param>
/// <param name="End">Its end, not included.</param>
/// <param name="Counts">Vehicles by route and type; none where there were none.</param>
public sealed record RouteWindow(long Start, long End, WindowTotal[] Counts);

/// <summary>Different vehicles of a route and type within a window.</summary>
public sealed record WindowTotal(string Route, string Type, int Vehicles);

/// <summary>A route in the last 30 seconds.</summary>
/// <param name="Route">Its name.</param>
/// <param name="Vehicles">The vehicles seen on it.</param>
/// <param name="MeanSpeed">The mean of their last speeds; null where none was said.</param>
/// <param name="LowFuel">How many of them have little fuel.</param>
public sealed record RouteNow(string Route, int Vehicles, double? MeanSpeed, int LowFuel);

/// <summary>A point of interest in the last 30 seconds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="Longitude">Degrees.</param>
/// <param name="Kilometres">Vehicles within this are near.</param>
/// <param name="Vehicles">How many are.</param>
/// <param name="MeanSpeed">Their mean speed; null where none was said.</param>
/// <param name="Nearest">The nearest of them, a few.</param>
public sealed record PlaceNow(
    string Name,
    double Latitude,
    double Longitude,
    double Kilometres,
    int Vehicles,
    double? MeanSpeed,
    NearVehicle[] Nearest
);

/// <summary>A vehicle near a place.</summary>
public sealed record NearVehicle(string Vehicle, string Route, string Type, double Kilometres);

/// <summary>A vehicle as it was last seen.</summary>
/// <param name="Vehicle">Its id.</param>
/// <param name="Route">Its route.</param>
/// <param name="Type">What kind.</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="Longitude">Degrees.</param>
/// <param name="Speed">How fast; null where it was not said.</param>
/// <param name="Fuel">Per cent; null where it was not said.</param>
/// <param name="IsLow">Whether that is little.</param>
/// <param name="IsNear">Whether it is near a point of interest.</param>
public sealed record VehicleNow(
    string Vehicle,
    string Route,
    string Type,
    double Latitude,
    double Longitude,
    double? Speed,
    double? Fuel,
    bool IsLow,
    bool IsNear
);

/// <summary>Messages that were not counted.</summary>
/// <param name="Reason">Why, in a word.</param>
/// <param name="Count">How many.</param>
/// <param name="Last">What the last one had, and what is accepted.</param>
public sealed record TrafficProblem(string Reason, long Count, string Last);
