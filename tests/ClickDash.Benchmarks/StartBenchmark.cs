using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench start [--clicks 3000000] [--rate 5000] [--away 10] [--kills 1]</c>: a server has counted clicks of the last 50 minutes and is stopped;
/// clicks go on at a rate, and after some seconds it is started again on its store; then it is killed and started once more, or so often. How long, from
/// its process's start, until its picture is true, until a filtered one has its whole past, and what it says wrongly meanwhile.
/// </summary>
internal static class StartBenchmark
{
    private const int Partitions = 6;
    private static readonly TimeSpan Past = TimeSpan.FromMinutes(50);

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var clicks = Arguments.Number(args, "--clicks", 3_000_000);
        var rate = Arguments.Number(args, "--rate", 5000);
        var kills = Arguments.Number(args, "--kills", 1);
        var away = TimeSpan.FromSeconds(Arguments.Number(args, "--away", 10));
        await using var broker = await KafkaBroker.StartOwnAsync();
        var topic = $"start-{Guid.NewGuid():N}";
        await broker.CreateTopicAsync(topic, Partitions);
        var folder = Directory.CreateTempSubdirectory("clickdash-start-").FullName;
        try
        {
            await using var site = new SteadySite(broker.BootstrapServers, topic, rate);
            await site.FillAsync(clicks, Past);
            site.Begin();
            string[] arguments =
            [
                "--ClickDash:Kafka:BootstrapServers",
                broker.BootstrapServers,
                "--ClickDash:Kafka:Topic",
                topic,
                "--ClickDash:Kafka:StartFrom",
                "earliest",
                "--ClickDash:Store:Path",
                Path.Combine(folder, "clickdash.db"),
                .. Alert(0, "rate-below", rate / 2),
                .. Alert(1, "no-clicks", 3),
                .. Alert(2, "error-share-above", 0.5),
            ];
            await using (var first = await ProductServer.StartAsync(arguments))
            {
                await ReadAllAsync(first, site);
            }

            await using (var again = await ProductServer.StartAsync(arguments))
            {
                // What looks on is compiled by then, and what the broker answers at a start: that time is not the server's.
                await new StartWatch(again, site, rate, Stopwatch.GetTimestamp()).RunAsync();
            }

            await Task.Delay(away);
            var started = Stopwatch.GetTimestamp();
            StartTimes stopped;
            await using (var second = await ProductServer.StartAsync(arguments))
            {
                stopped = await new StartWatch(second, site, rate, started).RunAsync();
                Console.WriteLine($"after a stop: {stopped}");
                await second.KillAsync();
            }

            var killed = stopped;
            for (var kill = 0; kill < kills; kill++)
            {
                await Task.Delay(away);
                started = Stopwatch.GetTimestamp();
                await using var next = await ProductServer.StartAsync(arguments);
                var times = await new StartWatch(next, site, rate, started).RunAsync();
                Console.WriteLine($"after a kill: {times}");
                killed = kill == 0 ? times : killed.Worst(times);
                await next.KillAsync();
            }

            return
            [
                new("seconds to a true picture after a stop", stopped.Picture, 3),
                new("seconds to a filter's whole past after a stop", stopped.Filter, 10),
                new("seconds to a true picture after a kill", killed.Picture, 3),
                new("seconds to a filter's whole past after a kill", killed.Filter, 10),
                new("rates that were wrong and shown as live", stopped.Wrong + killed.Wrong, 0),
                new("false alerts of rate, silence and share", stopped.Alerts + killed.Alerts, 0),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Alert(int number, string kind, double threshold) =>
        [
            string.Create(CultureInfo.InvariantCulture, $"--ClickDash:Alerts:{number}:Kind"),
            kind,
            string.Create(CultureInfo.InvariantCulture, $"--ClickDash:Alerts:{number}:Threshold"),
            threshold.ToString(CultureInfo.InvariantCulture),
        ];

    /// <summary>Waits until all that was sent is counted.</summary>
    private static async Task ReadAllAsync(ProductServer server, SteadySite site)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var all = site.Count;
        while (
            (await http.GetFromJsonAsync("api/totals", WireJson.Default.Totals))!.Clicks < all
            && await poll.WaitForNextTickAsync()
        ) { }
    }
}
