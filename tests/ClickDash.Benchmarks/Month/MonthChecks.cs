using System.Globalization;

namespace ClickDash.Benchmarks.Month;

/// <summary>Holds what history answers to the recount: hours, days of zones whose clocks change, visitors.</summary>
internal sealed class MonthChecks(MonthRun run)
{
    private const string Other = "(other)";
    private const int TopWithOther = HourRecount.Top + 1;

    private readonly List<double> _visitorErrors = [];

    /// <summary>How often an hour was looked at.</summary>
    public int Hours { get; private set; }

    /// <summary>Of these, how often its clicks were not the recount's.</summary>
    public int WrongTotals { get; private set; }

    /// <summary>Of these, how often its hundred largest pages or their clicks were not.</summary>
    public int WrongTops { get; private set; }

    /// <summary>How many days of a zone were looked at.</summary>
    public int Days { get; private set; }

    /// <summary>Of these, how many had another length or other clicks than by the zone's rules and the recount.</summary>
    public int WrongDays { get; private set; }

    /// <summary>How many of them have 23 or 25 hours.</summary>
    public int OddDays { get; private set; }

    /// <summary>By how much numbers of visitors of an hour or a day are off: the root of the mean square, as a part of one.</summary>
    public double VisitorError => Math.Sqrt(_visitorErrors.Average(error => error * error));

    /// <summary>The largest of these.</summary>
    public double MaxVisitorError => _visitorErrors.Max();

    /// <summary>Looks at an hour that has ended.</summary>
    /// <param name="number">Hours since 1970.</param>
    public void Hour(long number)
    {
        var from = number * HourRecount.Length;
        var answer = run.Server.Ask(
            $"?from={from}&to={from + HourRecount.Length}&step=3600&top={TopWithOther}&visitors=true"
        );
        var recount = run.Recount.Hour(number);
        var top = answer.Ranking.Where(one => one.Name != Other).Take(HourRecount.Top);
        Hours++;
        if (answer.Total is not [var total] || total != recount.Total)
        {
            WrongTotals++;
            Tell($"{Time(from)}: {answer.Total[0]} clicks, and not {recount.Total}");
        }

        if (!top.Select(one => (one.Name, one.Count)).SequenceEqual(recount.Largest()))
        {
            WrongTops++;
            var (stored, own) = top.Zip(recount.Largest())
                .FirstOrDefault(one => (one.First.Name, one.First.Count) != one.Second);
            Tell($"{Time(from)}: {stored?.Name} {stored?.Count}, and not {own.Page} {own.Count}");
        }

        Visitors(answer.Kpi.WindowUsers, recount.Users);
    }

    /// <summary>Looks at a day of the month, from noon to noon: its visitors.</summary>
    public void Day(int day)
    {
        var from = MonthPlan.TimeOf(day * MonthPlan.StepsADay);
        var to = MonthPlan.TimeOf((day + 1) * MonthPlan.StepsADay);
        var answer = run.Server.Ask($"?from={from}&to={to}&step=3600&visitors=true");
        Visitors(answer.Kpi.WindowUsers, run.Recount.EndDay(day));
    }

    /// <summary>Looks at all days of a zone that lie within the month, by its calendar.</summary>
    public void Zone(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var (first, end) = (new DateTime(2026, 10, 4), new DateTime(2026, 11, 2));
        var answer = run.Server.Ask(
            $"?from={first:yyyy-MM-dd}&to={end:yyyy-MM-dd}&step=day&zone={Uri.EscapeDataString(name)}"
        );
        for (var (day, i) = (first, 0); day < end; (day, i) = (day.AddDays(1), i + 1))
        {
            var (from, to) = (Utc(day, zone), Utc(day.AddDays(1), zone));
            var clicks = run.Recount.Between(from, to);
            Days++;
            OddDays += to - from == 24 * HourRecount.Length ? 0 : 1;
            if (answer.Starts?[i] != from || answer.Total[i] != clicks)
            {
                WrongDays++;
                Tell(
                    $"{name}, {day:yyyy-MM-dd}: {answer.Total[i]} clicks from {answer.Starts?[i]}, and not {clicks} from {from}"
                );
            }
        }
    }

    private static long Utc(DateTime local, TimeZoneInfo zone) =>
        new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone)).ToUnixTimeMilliseconds();

    private static string Time(long at) =>
        DateTimeOffset
            .FromUnixTimeMilliseconds(at)
            .ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static void Tell(string sentence) => Console.WriteLine($"  wrong: {sentence}");

    private void Visitors(long counted, long recounted) =>
        _visitorErrors.Add(Math.Abs(counted - recounted) / (double)Math.Max(1, recounted));
}
