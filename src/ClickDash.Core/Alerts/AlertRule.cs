using System.Text.Json.Serialization;

namespace ClickDash.Core.Alerts;

/// <summary>What a rule looks at.</summary>
public enum AlertKind
{
    /// <summary>Clicks per second are more than the threshold.</summary>
    [JsonStringEnumMemberName("rate-above")]
    RateAbove,

    /// <summary>Clicks per second are fewer than the threshold.</summary>
    [JsonStringEnumMemberName("rate-below")]
    RateBelow,

    /// <summary>The share of clicks with an error status, 0 to 1, is more than the threshold.</summary>
    [JsonStringEnumMemberName("error-share-above")]
    ErrorShareAbove,

    /// <summary>More messages than the threshold wait to be read.</summary>
    [JsonStringEnumMemberName("lag-above")]
    LagAbove,

    /// <summary>No click came for more seconds than the threshold.</summary>
    [JsonStringEnumMemberName("no-clicks")]
    NoClicks,

    /// <summary>A page rises by more standard deviations than the threshold.</summary>
    [JsonStringEnumMemberName("page-spike")]
    PageSpike,
}

/// <summary>When people are to be told.</summary>
/// <param name="Name">Its name, which no other rule has.</param>
/// <param name="Kind">What it looks at, and so the threshold's unit.</param>
/// <param name="Threshold">Beyond this it is wrong.</param>
/// <param name="Clear">Back at this it is well again: on the good side of the threshold, so that a value upon it does not flicker.</param>
/// <param name="For">How long it has to be wrong without a break before anybody is told.</param>
public sealed record AlertRule(
    string Name,
    AlertKind Kind,
    double Threshold,
    double Clear,
    TimeSpan For
)
{
    /// <summary>Whether less is worse.</summary>
    public static bool IsLow(AlertKind kind) => kind == AlertKind.RateBelow;

    /// <summary>Whether a value is wrong.</summary>
    public bool IsBroken(double value) => IsLow(Kind) ? value < Threshold : value > Threshold;

    /// <summary>Whether a value is well enough to end an alert.</summary>
    public bool IsCleared(double value) => IsLow(Kind) ? value >= Clear : value <= Clear;
}
