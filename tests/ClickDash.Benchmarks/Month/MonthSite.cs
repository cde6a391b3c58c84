namespace ClickDash.Benchmarks.Month;

/// <summary>
/// What a site's producers send in a step: always the same for the same step, so that it can be read again. Clicks swell by day and ebb at
/// night; some producers' clocks are wrong; a scanner floods.
/// </summary>
/// <param name="rate">Clicks a second, in the mean of a day.</param>
internal sealed class MonthSite(double rate)
{
    private const int SteadyPages = 120;
    private const double SteadyShare = 0.8;
    private const int TailPages = 2_000;
    private const int NewsPages = 1_000;
    private const int Users = 30_000;
    private const int MaxScanned = 500;
    private const int FirstScanner = 1_000_000;

    // Nine tenths of the mean more at the day's height, and less at its depth.
    private const double Swell = 0.9;

    // From noon to seven in the morning, by UTC.
    private const int StepsToDepth = 19 * MonthPlan.StepsAnHour;
    private const long Second = 1000;
    private const long Minute = 60_000;
    private const long HalfHour = 30 * Minute;

    /// <summary>The messages of a step, in the order in which they are sent.</summary>
    public void Fill(int step, List<MonthMessage> messages)
    {
        messages.Clear();
        var chance = new Random(step);
        var (start, length) = (MonthPlan.TimeOf(step), MonthPlan.StepSeconds * Second);
        var phase = (step % MonthPlan.StepsADay - StepsToDepth) * 2 * Math.PI;
        var mean =
            rate * MonthPlan.StepSeconds * (1 - Swell * Math.Cos(phase / MonthPlan.StepsADay));
        var usual = (int)(mean + chance.NextDouble());
        var scanned = MonthPlan.FloodASecond(step) * MonthPlan.StepSeconds;
        for (int i = 0, all = usual + scanned, sent = 0; i < all; i++)
        {
            var at = start + i * length / all;
            var isUsual = (i + 1L) * usual / all > i * (long)usual / all;
            messages.Add(isUsual ? Usual(chance, step, at) : Scanned(chance, step, sent++, at));
        }
    }

    private static MonthMessage Usual(Random chance, int step, long at)
    {
        var page =
            chance.NextDouble() < SteadyShare
                ? (int)(Math.Pow(chance.NextDouble(), 1.2) * SteadyPages)
            : chance.Next(3) > 0 ? MonthMessage.TailPage(chance.Next(TailPages))
            : MonthMessage.NewsPage(step / MonthPlan.StepsADay, chance.Next(NewsPages));
        var (message, click) = Times(chance.Next(200), at, at - chance.Next((int)(2 * Second)));
        return new MonthMessage(at, message, click, page, chance.Next(Users));
    }

    // One in twenty comes twice, so that some of the flood is as lively as a page can be.
    private static MonthMessage Scanned(Random chance, int step, int sent, long at)
    {
        var number = (long)step * MaxScanned * MonthPlan.StepSeconds + sent;
        number = chance.Next(20) == 0 && sent > 0 ? number - 1 : number;
        return new MonthMessage(
            at,
            at,
            at,
            MonthMessage.ScannedPage(number % 900_000_000),
            FirstScanner + (int)(number % 200_000)
        );
    }

    /// <summary>The two times of a click by the clocks of one of two hundred producers.</summary>
    /// <param name="producer">Which one.</param>
    /// <param name="sent">When it is sent.</param>
    /// <param name="clicked">When the click happens.</param>
    private static (long Message, long Click) Times(int producer, long sent, long clicked) =>
        producer switch
        {
            // The program's clock is behind, within the lateness allowed or beyond it, or ahead.
            < 6 => (sent, clicked - 3 * Minute),
            < 8 => (sent, clicked - 120 * Minute),
            < 12 => (sent, clicked + 5 * Second),
            < 14 => (sent, clicked + HalfHour),
            // The client's clock is ahead or behind, or counts seconds.
            < 16 => (sent + HalfHour, clicked),
            < 18 => (sent - HalfHour, clicked),
            < 19 => (sent / 1000, clicked),
            // The whole machine's is ahead, behind.
            < 21 => (sent + HalfHour, clicked + HalfHour),
            < 23 => (sent - 5 * Minute, clicked - 5 * Minute),
            // It counts in local time: from the change on its clicks are an hour older than they are.
            < 25 => (
                sent,
                sent >= MonthPlan.ClocksGoBack.ToUnixTimeMilliseconds()
                    ? clicked - 60 * Minute
                    : clicked
            ),
            _ => (sent, clicked),
        };
}
