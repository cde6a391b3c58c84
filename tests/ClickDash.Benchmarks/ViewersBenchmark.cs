using System.Net.Http.Json;
using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench viewers --count 1000 --views 20</c>: real hub connections on the same cores, how long a frame takes from the
/// tick to them, what a viewer costs, and how long those who all dropped at once wait for their picture when they come back as the server asks. One in a hundred more never
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
        var before = await UsedAsync(server, http);

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
        var with = await UsedAsync(server, http);
        var delays = crowd.Delays();
        Console.WriteLine(
            $"{delays.Length} frames, p50 {At(delays, 0.5):0.0} ms, p99 {At(delays, 0.99):0.0} ms"
        );
        Console.WriteLine(
            $"{(after.CpuSeconds - cpu.CpuSeconds) / Measured.TotalSeconds * 1000 / count:0.000} cores per 1,000 viewers"
        );

        var within = await BackoffAsync(http);
        await crowd.LeaveAsync();
        started = TimeProvider.System.GetTimestamp();
        var waits = await crowd.ComeBackAsync(count, within);
        Console.WriteLine(
            $"all dropped; back within {within.TotalSeconds:0.0} s as the server asked, the last picture after "
                + $"{Seconds(started):0.0} s; a picture came {At(waits, 0.5):0.000} s after its viewer (p50), {At(waits, 0.99):0.000} s (p99)"
        );
        await crowd.LeaveAsync();
        await crowd.JoinAsync(views.Count);
        await Task.Delay(Settled);
        // The pictures' own past has grown meanwhile, and is no viewer's; buffers that are kept for the next ones are theirs.
        var without = await UsedAsync(server, http);
        var ofViewers =
            with.HeapBytes - without.HeapBytes + without.PinnedBytes - before.PinnedBytes;
        return
        [
            new Figure(
                $"delivery of a frame to {count} viewers, p99 ms",
                At(delays, 0.99),
                count <= 1000 ? 100 : 500
            ),
            new Figure("managed heap a viewer, KB", ofViewers / 1024.0 / (count - views.Count), 40),
            new Figure("longest wait of one who comes back for the right picture, s", waits[^1], 5),
        ];
    }

    /// <summary>What is used and not garbage, frames on their way included.</summary>
    private static async Task<ServerCost> UsedAsync(ProductServer server, HttpClient http)
    {
        await ServerCost.CollectAsync(server.Id);
        return await ServerCost.ReadAsync(http);
    }

    /// <summary>Within what time those who have lost their connection are to come back.</summary>
    private static async Task<TimeSpan> BackoffAsync(HttpClient http)
    {
        var picture = await http.GetFromJsonAsync("api/snapshot", WireJson.Default.Snapshot);
        return TimeSpan.FromMilliseconds((picture!.Ingest.Backoff ?? Backoff.Usual).First);
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
