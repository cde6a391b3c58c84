using System.Diagnostics;
using ClickDash.Cli.Doctor;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using Microsoft.Data.Sqlite;

namespace ClickDash.Benchmarks.Month;

/// <summary>
/// <c>./bench month [--clicks-an-hour 8000]</c>: thirty days of a site in the time that the processor needs, through the engine and the store on the disk,
/// with daily swell, floods, clock errors, restarts and three changes of summer time. Every hour's clicks and hundred largest pages
/// as <c>/api/history</c> tells them, two hours later and again at the end, are held to a recount; memory, file and tick to their first days.
/// </summary>
internal static class MonthBenchmark
{
    // Minutes are kept for 14 days: from then on a day adds quarters, hours and visitors alone.
    private const int ForecastDay = 15;
    private const int MinuteDays = 14;

    private static readonly string[] Zones =
    [
        "Australia/Adelaide",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
    ];

    public static Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var rate = Arguments.Number(args, "--clicks-an-hour", 8_000) / 3600.0;
        var folder = Directory.CreateTempSubdirectory("clickdash-bench-month-");
        try
        {
            var file = Path.Combine(folder.FullName, "clickdash.db");
            using var run = new MonthRun(new MonthSite(rate), file);
            return Task.FromResult<IReadOnlyList<Figure>>([.. Figures(run, file)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Figure> Figures(MonthRun run, string file)
    {
        var began = Stopwatch.GetTimestamp();
        var (checks, gauges) = (new MonthChecks(run), new MonthGauges(file));
        var forecast = 0.0;
        var firstHour = MonthPlan.TimeOf(0) / HourRecount.Length;
        var hours = MonthPlan.Days * 24;
        for (var step = 0; step < MonthPlan.Days * MonthPlan.StepsADay; step++)
        {
            run.Step(step);
            // Two hours after its end no click can come for an hour; a server that is down answers later.
            for (; checks.Hours < Ended(step) && run.IsUp; )
            {
                run.Recount.Hour(firstHour + checks.Hours).End();
                checks.Hour(firstHour + checks.Hours);
            }

            if ((step + 1) % MonthPlan.StepsADay == 0)
            {
                var day = (step + 1) / MonthPlan.StepsADay;
                gauges.Add(run.TakeTicks(), run.Spent);
                checks.Day(day - 1);
                forecast = day == ForecastDay ? Forecast(file) : forecast;
            }
        }

        run.Store();
        for (var hour = 0; hour < hours; hour++)
        {
            if (hour >= Ended(MonthPlan.Days * MonthPlan.StepsADay - 1))
            {
                run.Recount.Hour(firstHour + hour).End();
            }

            checks.Hour(firstHour + hour);
        }

        Array.ForEach(Zones, checks.Zone);
        var totals = run.Recount.Totals;
        Console.WriteLine(
            $"{totals.Messages:n0} clicks in {MonthPlan.Days} days, {totals.TooLate:n0} too late, {totals.Retimed:n0} retimed, {totals.Late:n0} late; {checks.Hours:n0} looks at an hour, {checks.Days} at a day of a zone; {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"
        );
        Console.WriteLine(
            $"the file grows by {gauges.FileGrowth(2, 9):0.00} MB a day while minutes come, then by {gauges.FileGrowth(MinuteDays + 2, MonthPlan.Days):0.00} MB; a tick's median on the last ten days {gauges.Tick(21, 30, 0.5):0.00} ms, on the first {gauges.Tick(1, 10, 0.5):0.00} ms; largest error of visitors {checks.MaxVisitorError:0.000}"
        );
        yield return new Figure("hours whose clicks are wrong", checks.WrongTotals, 0);
        yield return new Figure("hours whose hundred largest pages are wrong", checks.WrongTops, 0);
        yield return new Figure("days of four zones that are wrong", checks.WrongDays, 0);
        yield return new Figure("days of 23 or 25 hours among them", checks.OddDays, 3, true);
        yield return new Figure("sums that are wrong", WrongSums(run.Server.Totals, totals), 0);
        yield return new Figure(
            "visitors of hours and days, error (standard error of the sketch)",
            checks.VisitorError,
            0.0081
        );
        yield return new Figure(
            "heap of the last three days beyond days 7 to 9, MB",
            // Both begin with a flood, which leaves a full table of names behind.
            gauges.Heap(28, 30) - gauges.Heap(7, 9),
            5
        );
        yield return new Figure(
            "the file's growth a day, last week against the one before",
            gauges.FileGrowth(23, 30) / gauges.FileGrowth(16, 23),
            1.15
        );
        yield return new Figure(
            "the file against doctor's forecast of the 15th day, off by",
            Math.Abs(gauges.FileAt(MonthPlan.Days) / forecast - 1),
            0.15
        );
        yield return new Figure(
            "a tick's p99, median of the last ten days against the first ten",
            gauges.Tick(21, 30, 0.99) / gauges.Tick(1, 10, 0.99),
            1.5
        );
    }

    /// <summary>How many hours of the month had ended two hours before a step's end.</summary>
    private static int Ended(int step) => Math.Max(0, (step + 1) / MonthPlan.StepsAnHour - 2);

    /// <summary>What the store becomes by the end of the month, as <c>doctor</c> tells it, in MB.</summary>
    private static double Forecast(string file)
    {
        using var connection = new SqliteConnection(
            $"Data Source={file};Mode=ReadOnly;Pooling=False"
        );
        connection.Open();
        return StoreForecast
                .Bytes(
                    connection,
                    TimeSpan.FromDays(MinuteDays),
                    TimeSpan.FromDays(MonthPlan.Days)
                )!
                .Value / (1024 * 1024);
    }

    private static int WrongSums(Totals counted, RecountTotals recount)
    {
        (long Counted, long Recounted)[] sums =
        [
            (counted.Messages, recount.Messages),
            (counted.Clicks, recount.Clicks),
            (counted.Retimed, recount.Retimed),
            (counted.Late, recount.Late),
            (counted.Dropped[DropReason.TooLate.Name()], recount.TooLate),
            (counted.Dropped.Values.Sum(), recount.TooLate),
            (counted.Messages + counted.Skipped + counted.Lost, counted.Offsets),
        ];
        foreach (var (one, i) in sums.Select((one, i) => (one, i)))
        {
            if (one.Counted != one.Recounted)
            {
                Console.WriteLine($"  wrong: sum {i}: {one.Counted}, and not {one.Recounted}");
            }
        }

        return sums.Count(one => one.Counted != one.Recounted);
    }
}
