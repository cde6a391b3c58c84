namespace ClickDash.Scenes.Traffic;

/// <summary>What one message says of a vehicle.</summary>
/// <param name="Vehicle">Its id; null where nobody is named.</param>
/// <param name="Type">What kind of vehicle; null where it is not said.</param>
/// <param name="Route">Its route.</param>
/// <param name="At">Where it is; null where it is not said.</param>
/// <param name="Speed">How fast, in the producer's unit; null where it is not said.</param>
/// <param name="Fuel">How much fuel it has, in per cent; null where it is not said.</param>
internal sealed record VehicleReading(
    string? Vehicle,
    string? Type,
    string Route,
    GeoPoint? At,
    double? Speed,
    double? Fuel
);

/// <summary>Why a vehicle's message is not counted.</summary>
/// <param name="Reason">In a word, the same for all of its kind.</param>
/// <param name="Detail">What was got and what is accepted.</param>
internal sealed record VehicleProblem(string Reason, string Detail);
