using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench viewers --count 1000 --views 20</c>: real hub connections on the same cores, how long a frame takes from the
/// tick to them, what a viewer costs, and how long all need to be back after they all dropped. One in a hundred more never
/// reads what it asked for.
/// </summary>
internal static class ViewersBenchmark
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var count = Arguments.Number(args, "--count", 1000);
        var views = Views(Arguments.Number(args, "--views", 20));
        await using var server = await ProductServer.StartAsync([
            "--ClickDash:Simulator:Rate",
            "500",
        ]);
        using var http = new HttpClient { BaseAddress = server.Address };
        var crowd = new Crowd(server.Address, views);
        // One viewer a view first: what a view costs is no viewer's.
        await crowd.JoinAsync(views.Count);
        await Task.Delay(Settled);
        var before = await LeastHeapAsync(http);

        var started = TimeProvider.System.GetTimestamp();
        await crowd.JoinAsync(count - views.Count);
        using var slow = new SlowReaders();
        await slow.JoinAsync(server.Address, Math.Max(1, count / 100));
        Console.WriteLine($"{count} viewers of {views.Count} views after {Seconds(started):0.0} s");

        await Task.Delay(Settled);
        crowd.Forget();
        var cpu = await ServerCost.ReadAsync(http);
        await Task.Delay(Measured);
        var after = await ServerCost.ReadAsync(http);
        var heap = await LeastHeapAsync(http);
        var delays = crowd.Delays();
        Console.WriteLine(
            $"{delays.Length} frames, p50 {At(delays, 0.5):0.0} ms, p99 {At(delays, 0.99):0.0} ms"
        );
        Console.WriteLine(
            $"{(after.CpuSeconds - cpu.CpuSeconds) / Measured.TotalSeconds * 1000 / count:0.000} cores per 1,000 viewers"
        );

        started = TimeProvider.System.GetTimestamp();
        await crowd.LeaveAsync();
        await crowd.JoinAsync(count);
        var storm = Seconds(started);
        await crowd.LeaveAsync();
        return
        [
            new Figure(
                $"delivery of a frame to {count} viewers, p99 ms",
                At(delays, 0.99),
                count <= 1000 ? 100 : 500
            ),
            new Figure(
                "managed heap a viewer, KB",
                (heap - before) / 1024.0 / (count - views.Count),
                40
            ),
            new Figure("all dropped and back with the right picture, s", storm, 5),
        ];
    }

    /// <summary>The least of some seconds: what the last collection left holds garbage now and then.</summary>
    private static async Task<double> LeastHeapAsync(HttpClient http)
    {
        var least = double.MaxValue;
        for (var i = 0; i < Settled.TotalSeconds; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            least = Math.Min(least, (await ServerCost.ReadAsync(http)).HeapBytes);
        }

        return least;
    }

    /// <summary>Different views: windows, tops and filters.</summary>
    private static List<View> Views(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    View.TryCreate(
                        new ViewRequest(
                            View.Windows[i % 3],
                            Top: 10 + i / 6,
                            Filters: i % 2 == 0 ? null : ["page:/products/*", "device:mobile"]
                        ),
                        out var view,
                        out _,
                        out var problem
                    )
                        ? view
                        : throw new InvalidOperationException(problem)
                ),
        ];

    private static double At(double[] sorted, double quantile) =>
        sorted[(int)((sorted.Length - 1) * quantile)];

    private static double Seconds(long started) =>
        TimeProvider.System.GetElapsedTime(started).TotalSeconds;
}
