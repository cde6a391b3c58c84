using System.Text.Json.Serialization;

namespace ClickDash.Scenes.Windows;

/// <summary>Late clicks that a presenter throws in.</summary>
/// <param name="Seconds">How long ago they happened, 1 to <see cref="MostSeconds"/>.</param>
/// <param name="Count">How many, 1 to <see cref="MostCount"/>.</param>
public sealed record LateClicks(int Seconds, int Count = 5)
{
    /// <summary>Twice the longest watermark delay: later ones teach nothing more.</summary>
    public const int MostSeconds = 60;

    /// <summary>As many as a bar shows; who wants more has the simulator.</summary>
    public const int MostCount = 50;

    /// <summary>What is wrong with it: the parameter, and what was got and is accepted; null where nothing is.</summary>
    [JsonIgnore]
    public (string Parameter, string Problem)? Wrong =>
        Seconds is < 1 or > MostSeconds
            ? ("seconds", $"seconds is {Seconds}; it takes 1 to {MostSeconds}.")
        : Count is < 1 or > MostCount ? ("count", $"count is {Count}; it takes 1 to {MostCount}.")
        : null;
}
