using System.Diagnostics;
using System.Globalization;
using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench memory [--minutes 120]</c>: 48 hours of clicks, then 20,000 clicks a second of a million pages and a million
/// users for so long, in the time that the processor needs: what it takes in memory, whether that grows, and for how long a
/// tick keeps the thread that reads waiting. Then a <see cref="PageFlood"/>, alone with <c>--minutes 0</c>.
/// </summary>
internal static class MemoryBenchmark
{
    private const int Distinct = 1_000_000;
    private const int ClicksASecond = 20_000;
    private const int TicksASecond = 4;
    private const int PastClicksASecond = 50;
    private const int PastSeconds = 48 * 3600;
    private const long Start = 1_795_165_200_000;

    public static Task<IReadOnlyList<Figure>> RunAsync(string[] args) =>
        Task.FromResult(Run(Arguments.Number(args, "--minutes", 120)));

    private static IReadOnlyList<Figure> Run(int minutes)
    {
        if (minutes == 0)
        {
            return [.. new PageFlood().Run()];
        }

        var flood = new Flood();
        for (var second = 0; second < PastSeconds; second++)
        {
            flood.Second(PastClicksASecond, ticks: 1);
        }

        Console.WriteLine($"48 hours before: {Megabytes():0} MB");
        var seen = new List<(double Minute, double Megabytes)>();
        // The rings of an hour and the log fill first; what grows after that grows for ever.
        var settled = Math.Max(1, minutes * 2 / 3);
        for (var minute = 1; minute <= minutes; minute++)
        {
            for (var second = 0; second < 60; second++)
            {
                flood.Second(ClicksASecond, TicksASecond);
            }

            var megabytes = Megabytes();
            if (minute > settled)
            {
                seen.Add((minute, megabytes));
            }

            if (minute % 20 == 0)
            {
                Console.WriteLine($"minute {minute}: {megabytes:0} MB");
            }
        }

        Console.WriteLine(
            $"{flood.Pairs():n0} pairs of page and second in 15 minutes; a picture of them takes {flood.Picture:0.0} ms, in the median"
        );
        return
        [
            new Figure("memory at its most, MB", seen.Max(one => one.Megabytes), 700),
            new Figure("growth, MB an hour", Slope.Of(seen) * 60, 20),
            new Figure("the tick keeps the reader waiting, p99 ms", flood.Wait99, 5),
            .. new PageFlood().Run(),
        ];
    }

    private static double Megabytes()
    {
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true) / 1024.0 / 1024;
    }

    /// <summary>Clicks of pages of which few are visited often and most seldom, by users who are all alike.</summary>
    private sealed class Flood
    {
        private static readonly IngestStatus Ingest = new(
            IngestState.Reading,
            "",
            Demo: false,
            "broker:9092",
            "clicks"
        );

        private readonly LiveWindow _window = new(new LiveOptions(), Start);
        private readonly View _view = View.Default.Over(900);
        private readonly Random _chance = new(5202);
        private readonly List<double> _waits = [];
        private readonly List<double> _pictures = [];
        private readonly byte[] _page = new byte[32];
        private readonly byte[] _user = new byte[32];
        private readonly ClickFeed _feed;
        private long _now = Start;

        public Flood() => _feed = new ClickFeed(_window.Intake);

        public double Picture => Median.Of(_pictures);

        public double Wait99 => _waits.Order().ElementAt(_waits.Count * 99 / 100);

        public void Second(int clicks, int ticks)
        {
            for (var tick = 0; tick < ticks; tick++)
            {
                for (var i = 0; i < clicks / ticks; i++)
                {
                    Click();
                }

                _now += 1000 / ticks;
                Tick(isMeasured: clicks == ClicksASecond);
            }
        }

        /// <summary>How many pairs of page and second the last 15 minutes hold.</summary>
        public long Pairs()
        {
            View.TryCreate(new ViewRequest(900, Top: View.MostValues), out var all, out _, out _);
            var picture = _window.Take(all!, new Stamp("bench", 0, _now, Ingest));
            return picture.Series.Sum(series => series.Counts.LongCount(count => count > 0));
        }

        private void Tick(bool isMeasured)
        {
            var start = Stopwatch.GetTimestamp();
            var tally = _window.Intake.Cut(_now);
            var wait = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            _window.Fold(tally);
            _window.TakePending();
            if (isMeasured && _now % 10_000 == 0)
            {
                start = Stopwatch.GetTimestamp();
                _window.Take(_view, new Stamp("bench", 0, _now, Ingest));
                _pictures.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            if (isMeasured)
            {
                _waits.Add(wait);
            }
        }

        private void Click()
        {
            var page = (int)(Math.Pow(_chance.NextDouble(), 3) * Distinct);
            page.TryFormat(_page, out var pageLength, provider: CultureInfo.InvariantCulture);
            _chance
                .Next(Distinct)
                .TryFormat(_user, out var userLength, provider: CultureInfo.InvariantCulture);
            var time = _now - _chance.Next(1000);
            _feed.Record(
                new Click
                {
                    Time = ClickTime.At(time),
                    Page = _page.AsSpan(0, pageLength),
                    User = _user.AsSpan(0, userLength),
                    Country = Countries[page % Countries.Length],
                    Device = page % 3 == 0 ? "mobile"u8 : "desktop"u8,
                    Status = page % 50 == 0 ? 404 : 200,
                },
                time,
                _now
            );
        }

        private static readonly byte[][] Countries =
        [
            .. new[] { "AU", "CN", "DE", "IN", "US" }.Select(Encoding.ASCII.GetBytes),
        ];
    }
}
