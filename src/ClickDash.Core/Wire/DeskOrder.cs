using System.Text.Json.Serialization;

namespace ClickDash.Core.Wire;

/// <summary>What the presenter lets happen to the stream.</summary>
/// <param name="Kind">What.</param>
/// <param name="Count">How many clicks or messages; null for a hundred.</param>
/// <param name="Seconds">How late, or for how long; null for twenty.</param>
/// <param name="Page">The page of a burst; null for any.</param>
/// <param name="Rate">The simulator's clicks a second.</param>
public sealed record DeskOrder(
    DeskKind Kind,
    int? Count = null,
    int? Seconds = null,
    string? Page = null,
    double? Rate = null
)
{
    /// <summary>A spike that dwarfs a demo, and is sent in a moment.</summary>
    public const int MostCount = 5000;

    /// <summary>A class waits no longer for the reader to come back.</summary>
    public const int LongestOutage = 120;

    /// <summary>Beyond the lateness allowed by default, so that a class sees some dropped.</summary>
    public const int LatestBy = 3600;

    /// <summary>What a laptop sends beside showing it.</summary>
    public const double HighestRate = 10_000;

    /// <summary>How many clicks or messages.</summary>
    [JsonIgnore]
    public int Clicks => Count ?? 100;

    /// <summary>How late, or for how long, in seconds.</summary>
    [JsonIgnore]
    public int Length => Seconds ?? 20;

    /// <summary>What is wrong with it, as a sentence that says what was got and what is accepted; null where nothing is.</summary>
    public string? Problem() =>
        this switch
        {
            { Kind: DeskKind.Rate, Rate: not (>= 0 and <= HighestRate) } =>
                $"rate is {Rate}; it takes 0 to {HighestRate} (clicks a second).",
            { Clicks: < 1 or > MostCount } => $"count is {Count}; it takes 1 to {MostCount}.",
            { Kind: DeskKind.Outage, Length: < 1 or > LongestOutage } =>
                $"seconds is {Seconds}; an outage takes 1 to {LongestOutage}.",
            { Length: < 1 or > LatestBy } => $"seconds is {Seconds}; it takes 1 to {LatestBy}.",
            { Page: { } page } when page.Length > Stage.LongestPage || !page.StartsWith('/') =>
                $"page is '{page[..Math.Min(page.Length, 40)]}'; it begins with '/' and has up to {Stage.LongestPage} characters.",
            _ => null,
        };
}

/// <summary>What can happen to the stream.</summary>
public enum DeskKind
{
    /// <summary>The simulator's rate changes.</summary>
    [JsonStringEnumMemberName("rate")]
    Rate,

    /// <summary>Many clicks at once, of one page where one is named.</summary>
    [JsonStringEnumMemberName("burst")]
    Burst,

    /// <summary>Clicks that happened up to so many seconds ago.</summary>
    [JsonStringEnumMemberName("late")]
    Late,

    /// <summary>Clicks that come twice.</summary>
    [JsonStringEnumMemberName("duplicates")]
    Duplicates,

    /// <summary>Messages that are not of the topic's format.</summary>
    [JsonStringEnumMemberName("broken")]
    Broken,

    /// <summary>The consumer reads nothing for so many seconds.</summary>
    [JsonStringEnumMemberName("outage")]
    Outage,

    /// <summary>A new lesson: what is shown is counted from here on.</summary>
    [JsonStringEnumMemberName("lesson")]
    Lesson,
}

/// <summary>How the desk stands.</summary>
/// <param name="Rate">The simulator's clicks a second.</param>
/// <param name="Problem">Why clicks of the topic's format cannot be sent, as a sentence; null where they can.</param>
public sealed record DeskState(double Rate, string? Problem);
