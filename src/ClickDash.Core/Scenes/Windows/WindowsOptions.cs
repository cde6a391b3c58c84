namespace ClickDash.Core.Scenes.Windows;

/// <summary>How the windows are cut: the settings of the scene <c>windows</c>. All lengths are whole milliseconds.</summary>
public sealed record WindowsOptions
{
    /// <summary>The watermark delays that are computed side by side, in seconds: a viewer chooses one of them.</summary>
    // Each costs its own windows and sessions; six are the stops of a slider, from no patience to half a minute.
    public static IReadOnlyList<int> Delays { get; } = [0, 2, 5, 10, 20, 30];

    /// <summary>The delay shown to a viewer who asks for none, in seconds: the one of the course's lesson.</summary>
    public const int DefaultDelay = 10;

    /// <summary>The length of tumbling and hopping windows.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far apart hopping windows begin; less than their length, so that they overlap.</summary>
    public TimeSpan Hop { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a visitor must be silent for a session to end.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far back finished windows are kept for the picture.</summary>
    public TimeSpan Span { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many sessions a lane keeps, open and finished: 20,000 of 60 bytes, seven lanes, are 8 MB.</summary>
    public int MostSessions { get; init; } = 20_000;

    /// <summary>What is wrong with the settings, in sentences that name them; empty where nothing is.</summary>
    /// <param name="section">What stands before their names, such as <c>ClickDash:Scenes:Windows</c>.</param>
    public IEnumerable<string> Errors(string section)
    {
        if (Length < TimeSpan.FromSeconds(1) || Length > TimeSpan.FromMinutes(1))
        {
            yield return $"{section}:Length is '{Length}'; it takes 00:00:01 to 00:01:00.";
        }

        // Every click is of Length / Hop windows: sixty at most.
        if (Hop < TimeSpan.FromSeconds(1) || Hop > Length)
        {
            yield return $"{section}:Hop is '{Hop}'; it takes 00:00:01 to the length, {Length}.";
        }

        if (Gap < TimeSpan.FromSeconds(1) || Gap > TimeSpan.FromMinutes(1))
        {
            yield return $"{section}:Gap is '{Gap}'; it takes 00:00:01 to 00:01:00.";
        }
    }
}
