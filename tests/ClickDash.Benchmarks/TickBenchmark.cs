using System.Diagnostics;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench tick</c>: one tick of a server with 256 views, 64 of them filtered, while a million pairs of page and second are
/// live in 15 minutes: what came is folded, every view gets its picture, and every picture's frame is written as JSON once.
/// </summary>
internal static class TickBenchmark
{
    private const int TickMilliseconds = 250;
    private const int WarmUps = 12;
    private const int Ticks = 120;
    private const long LeastPairs = 1_000_000;

    public static IReadOnlyList<Figure> Run(string[] args)
    {
        var clicks = new BusySite(
            Arguments.Number(args, "--rate", 2_000),
            Arguments.Number(args, "--pages", 9_000)
        );
        // The hour and the one before it, at a tick a second: how it was filled makes no difference.
        for (var second = 0; second < Arguments.Number(args, "--seconds", 7_260); second++)
        {
            clicks.Pass(1000);
            clicks.Window.Advance(clicks.Now);
        }

        var views = new TickedViews(clicks.Window);
        var (times, parts, bytes) = (new List<double>(), new List<double[]>(), 0L);
        for (var tick = -WarmUps; tick < Ticks; tick++)
        {
            clicks.Pass(TickMilliseconds);
            var start = Stopwatch.GetTimestamp();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var part = views.Tick(clicks.Now);
            if (tick >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
                parts.Add(part);
            }
        }

        Print(clicks, views, parts, bytes);
        return
        [
            new Figure("pairs of page and second in 15 minutes", clicks.Pairs, LeastPairs, true),
            new Figure("a tick with 256 views, median ms", Median.Of(times), 60),
            new Figure("p99 ms", times.Order().ElementAt(Ticks * 99 / 100), 60),
        ];
    }

    private static void Print(BusySite clicks, TickedViews views, List<double[]> parts, long bytes)
    {
        string[] names = ["fold", "pictures", "filtered pictures", "frames and JSON"];
        for (var i = 0; i < names.Length; i++)
        {
            Console.WriteLine($"{names[i]}: {Median.Of(parts.Select(part => part[i])):0.0} ms");
        }

        Console.WriteLine(
            $"{clicks.Rate:n0} clicks/s; {views.Bytes / Ticks / 1024:n0} KB of JSON a tick, {views.Wholes / (double)Ticks:0.0} of its messages whole pictures; {bytes / Ticks / 1024:n0} KB allocated a tick"
        );
    }
}
