using System.Globalization;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench soak --minutes 20</c>: the server with its embedded broker at 2,000 clicks a second and 20 viewers that come
/// and go, and whether what it takes grows. The live rings fill for two hours: memory is judged where the second half of
/// the run lies behind that (<c>--minutes 260</c>), and only said before.
/// </summary>
internal static class SoakBenchmark
{
    private const int Viewers = 20;

    // Full within a minute.
    private const int ClickLog = 100_000;

    private static readonly TimeSpan RingsFull = TimeSpan.FromSeconds(LiveWindow.LiveSeconds);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var length = TimeSpan.FromMinutes(Arguments.Number(args, "--minutes", 20));
        await using var server = await ProductServer.StartAsync([
            "--ClickDash:Simulator:Rate",
            Arguments.Text(args, "--rate") ?? "2000",
            "--ClickDash:Live:ClickLogSize",
            ClickLog.ToString(CultureInfo.InvariantCulture),
        ]);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var end = new CancellationTokenSource(length);
        var coming = ComeAndGoAsync(new Crowd(server.Address, Views()), end.Token);
        var seen = new List<(double Hours, ServerCost Cost, ProcessCost Process)>();
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Between);
        while (!end.IsCancellationRequested && await timer.WaitForNextTickAsync())
        {
            var hours = TimeProvider.System.GetElapsedTime(started).TotalHours;
            var one = (hours, await ServerCost.ReadAsync(http), ProcessCost.Of(server.Id));
            seen.Add(one);
            if (seen.Count % 12 == 0)
            {
                Console.WriteLine(
                    $"minute {hours * 60:0}: heap {one.Item2.HeapBytes / 1024 / 1024:0} MB, working set {one.Item2.WorkingSetBytes / 1024 / 1024:0} MB, {one.Item3.Handles} handles, {one.Item3.Threads} threads"
                );
            }
        }

        await coming;
        var third = seen.Where(one => one.Hours > length.TotalHours / 3).ToArray();
        var half = seen.Where(one => one.Hours > length.TotalHours / 2).ToArray();
        Figure[] memory =
        [
            new(
                "managed heap after collections, second half, MB an hour",
                Rise(half, one => one.Cost.HeapBytes / 1024 / 1024),
                20
            ),
            new(
                "working set, second half, MB an hour",
                Rise(half, one => one.Cost.WorkingSetBytes / 1024 / 1024),
                20
            ),
        ];
        if (length / 2 < RingsFull)
        {
            foreach (var figure in memory)
            {
                Console.WriteLine($"{figure.Name} = {figure.Value:0}, while the rings fill");
            }

            memory = [];
        }

        return
        [
            .. memory,
            new Figure("handles an hour", Rise(third, one => one.Process.Handles), 10),
            new Figure("threads an hour", Rise(third, one => one.Process.Threads), 5),
        ];

        static double Rise(
            (double Hours, ServerCost Cost, ProcessCost Process)[] points,
            Func<(double Hours, ServerCost Cost, ProcessCost Process), double> value
        ) => Slope.Of([.. points.Select(one => (one.Hours, value(one)))]);
    }

    private static async Task ComeAndGoAsync(Crowd crowd, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await crowd.JoinAsync(Viewers);
            // Each time another stretch, so that neither ticks nor measurements fall in step with it.
            await Task.Delay(TimeSpan.FromSeconds(Random.Shared.Next(3, 20)), end)
                .ContinueWith(_ => { }, TaskScheduler.Default);
            await crowd.LeaveAsync();
        }
    }

    private static View[] Views() =>
        [View.Default, View.Default.Over(60), View.Default.Over(900), View.Default.Over(3600)];
}
