namespace ClickDash.Benchmarks.Month;

/// <summary>
/// What happens in the month: from the noon before Adelaide's summer time begins, by the end of Berlin's, to the noon after the end of New York's.
/// Time goes on in steps of ten seconds.
/// </summary>
internal static class MonthPlan
{
    /// <summary>How many days.</summary>
    public const int Days = 30;

    /// <summary>A step's length in seconds.</summary>
    public const int StepSeconds = 10;

    /// <summary>Steps an hour.</summary>
    public const int StepsAnHour = 3600 / StepSeconds;

    /// <summary>Steps a day.</summary>
    public const int StepsADay = 24 * StepsAnHour;

    private const int FloodMinutes = 10;
    private const int FloodEvery = 3;

    /// <summary>When it begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 10, 3, 12, 0, 0, TimeSpan.Zero);

    /// <summary>When New York's clocks go back, and those of a producer that counts in local time with them.</summary>
    public static readonly DateTimeOffset ClocksGoBack = new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero);

    // By their time since the beginning. The last run is the longest, as the first and the last days are compared.
    private static readonly Dictionary<int, Restart> Restarts = new()
    {
        [Step(4, 20, 30)] = new(IsCrash: false, StepsDown: 18),
        [Step(6, 3, 2)] = new(IsCrash: true, StepsDown: 3),
        // In the middle of a flood.
        [Step(9, 4, 5)] = new(IsCrash: true, StepsDown: 6),
        // Longer than the lateness allowed.
        [Step(13, 22, 47)] = new(IsCrash: true, StepsDown: 150),
        [Step(17, 14, 59)] = new(IsCrash: false, StepsDown: 1),
        // Over the end of Berlin's summer time, at an hour's change.
        [Step(21, 12, 58)] = new(IsCrash: true, StepsDown: 24),
    };

    /// <summary>The moment at which a step begins, in epoch milliseconds.</summary>
    public static long TimeOf(int step) =>
        Start.ToUnixTimeMilliseconds() + step * StepSeconds * 1000L;

    /// <summary>
    /// For how many pages a second a scanner asks that nobody knows: for ten minutes of every third day, when the site is busy and has been for a
    /// day, so that its usual pages have the share of all clicks that guarantees their names.
    /// </summary>
    public static int FloodASecond(int step)
    {
        var (day, inDay) = Math.DivRem(step, StepsADay);
        var minute = inDay * StepSeconds / 60;
        var isFlood =
            day > 0
            && day % FloodEvery == 0
            && minute / FloodMinutes * FloodMinutes == (day % 8 + 3) * 60;
        return isFlood ? 350 : 0;
    }

    /// <summary>Whether the server is stopped before a step, and for how long.</summary>
    public static Restart? At(int step) => Restarts.GetValueOrDefault(step);

    private static int Step(int day, int hour, int minute) =>
        day * StepsADay + hour * StepsAnHour + minute * 60 / StepSeconds;
}

/// <summary>The server stops and starts again.</summary>
/// <param name="IsCrash">Whether it is killed; else it stores what it has.</param>
/// <param name="StepsDown">For how many steps there is none.</param>
internal sealed record Restart(bool IsCrash, int StepsDown);
