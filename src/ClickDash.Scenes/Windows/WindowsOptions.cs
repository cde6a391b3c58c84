using System.Globalization;

namespace ClickDash.Scenes.Windows;

/// <summary>How the windows are cut: the settings of the scene <c>windows</c>. All lengths are whole milliseconds.</summary>
public sealed record WindowsOptions
{
    /// <summary>The watermark delays that are computed side by side, in seconds: a viewer chooses one of them.</summary>
    // Each costs its own windows and sessions; six are the stops of a slider, from no patience to half a minute.
    public static IReadOnlyList<int> Delays { get; } = [0, 2, 5, 10, 20, 30];

    /// <summary>The delay shown to a viewer who asks for none, in seconds: the one of the course's lesson.</summary>
    public const int DefaultDelay = 10;

    // Every click is of Length / Hop windows: sixty at most.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

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

    /// <summary>Reads the settings that are given as texts: <c>Length</c>, <c>Hop</c> and <c>Gap</c>.</summary>
    /// <param name="options">Their texts by name; absent ones have their defaults.</param>
    /// <param name="problems">What is wrong with which: what was got, and what is taken.</param>
    public static WindowsOptions Read(
        IReadOnlyDictionary<string, string> options,
        out IReadOnlyList<(string Option, string Problem)> problems
    )
    {
        var read = new WindowsOptions();
        var wrong = new List<(string, string)>();
        foreach (var (name, text) in options)
        {
            var isTime = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time);
            if (!isTime || time < Shortest || time > Longest)
            {
                wrong.Add((name, $"is '{text}'; it takes {Shortest} to {Longest}"));
                continue;
            }

            switch (name.ToUpperInvariant())
            {
                case "LENGTH":
                    read = read with { Length = time };
                    break;
                case "HOP":
                    read = read with { Hop = time };
                    break;
                case "GAP":
                    read = read with { Gap = time };
                    break;
                default:
                    wrong.Add((name, "is not an option; there are Length, Hop and Gap"));
                    break;
            }
        }

        if (read.Hop > read.Length)
        {
            wrong.Add((nameof(Hop), $"is '{read.Hop}'; it takes up to the length, {read.Length}"));
        }

        problems = wrong;
        return read;
    }
}
