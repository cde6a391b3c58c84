using ClickDash.Kafka;
using ClickDash.Testing;
using Microsoft.Playwright;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench paint [--minutes 20]</c>: how long a click takes from its producer to the screen, by way of a real broker that
/// also carries 5,000 others a second, in a real browser; and how the browser's heap grows meanwhile. Now and then a click on
/// a page of its own is sent; the dashboard, filtered by that page, counts it on a tile, and the moment after that frame was
/// painted ends its way. Producer and browser are on one machine and have one clock.
/// </summary>
internal static class PaintBenchmark
{
    private const string Rate = "5000";
    private const string Topic = "paint";
    private const int Probes = 200;

    // The filter's tile over the last hour: no probe leaves it while this runs.
    private const string Query = "?window=3600&filter=page:/paint-probe";

    // A young heap grows: it is judged where the second half of the run is long enough to tell.
    private const int LeastMinutes = 10;

    private static readonly byte[] Click = """{"page":"/paint-probe","status":200}"""u8.ToArray();
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var minutes = Arguments.Number(args, "--minutes", 0);
        await using var broker = await KafkaBroker.StartAsync();
        await using var server = await ProductServer.StartAsync([
            "--ClickDash:Kafka:BootstrapServers",
            broker.BootstrapServers,
            "--ClickDash:Kafka:Topic",
            Topic,
            "--ClickDash:Simulator:Rate",
            Rate,
        ]);
        await using var browser = await BenchBrowser.StartAsync();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, Query).ToString());
        await page.Locator(".status-live").WaitForAsync();
        await Task.Delay(WarmUp);
        await page.EvaluateAsync(Watch);
        var delays = await ProbeAsync(page, broker.BootstrapServers);
        Figure[] figures =
        [
            new("produced to painted, half of the clicks, ms", At(delays, 0.5), 250),
            new("produced to painted, 99 in 100 clicks, ms", At(delays, 0.99), 450),
        ];
        return minutes == 0 ? figures : [.. figures, .. await HeapAsync(context, page, minutes)];
    }

    // Each change of the tile, and when the frame with it was painted.
    private const string Watch = """
        () => {
          window.painted = [];
          const value = [...document.querySelectorAll(".tile")]
            .find((tile) => tile.textContent.startsWith("Clicks in"))
            .querySelector(".tile-value");
          const channel = new MessageChannel();
          channel.port1.onmessage = ({ data }) => window.painted.push([data, Date.now()]);
          new MutationObserver(() => {
            const count = Number(value.textContent);
            requestAnimationFrame(() => channel.port2.postMessage(count));
          }).observe(value, { childList: true, characterData: true, subtree: true });
        }
        """;

    private static async Task<double[]> ProbeAsync(IPage page, string servers)
    {
        using var producer = new ClickProducer(servers);
        var sent = new List<long>();
        for (var i = 0; i < Probes; i++)
        {
            // Never in step with ticks.
            await Task.Delay(Random.Shared.Next(300, 700));
            sent.Add(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            await producer.SendAsync(Topic, Click);
        }

        await Task.Delay(TimeSpan.FromSeconds(3));
        var painted = await page.EvaluateAsync<double[][]>("() => window.painted");
        return
        [
            .. sent.Select(
                    (at, i) =>
                        (painted.FirstOrDefault(one => one[0] >= i + 1) ?? throw NotSeen(i))[1] - at
                )
                .Order(),
        ];
    }

    private static async Task<Figure[]> HeapAsync(IBrowserContext context, IPage page, int minutes)
    {
        var cdp = await context.NewCDPSessionAsync(page);
        var seen = new List<(double Hours, double Script, double Runtime)>();
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Between);
        while (TimeProvider.System.GetElapsedTime(started).TotalMinutes < minutes)
        {
            await timer.WaitForNextTickAsync();
            await cdp.SendAsync("HeapProfiler.collectGarbage");
            var heap = (await cdp.SendAsync("Runtime.getHeapUsage"))!
                .Value.GetProperty("usedSize")
                .GetDouble();
            var runtime = await page.EvaluateAsync<double>(
                "() => globalThis.getDotnetRuntime(0).localHeapViewU8().length"
            );
            var hours = TimeProvider.System.GetElapsedTime(started).TotalHours;
            seen.Add((hours, heap / 1024 / 1024, runtime / 1024 / 1024));
        }

        var half = seen.Where(one => one.Hours > minutes / 120.0).ToArray();
        Console.WriteLine(
            $"after {minutes} minutes: scripts' heap {seen[^1].Script:0.0} MB, runtime's memory {seen[^1].Runtime:0} MB (at first {seen[0].Script:0.0} and {seen[0].Runtime:0})"
        );
        Figure[] slopes =
        [
            new(
                "scripts' heap, second half, MB an hour",
                Slope.Of([.. half.Select(one => (one.Hours, one.Script))]),
                5
            ),
            new(
                "runtime's memory, second half, MB an hour",
                Slope.Of([.. half.Select(one => (one.Hours, one.Runtime))]),
                5
            ),
        ];
        if (minutes >= LeastMinutes)
        {
            return slopes;
        }

        Array.ForEach(
            slopes,
            slope => Console.WriteLine($"{slope.Name} = {slope.Value:0.0}, too young to be judged")
        );
        return [];
    }

    private static double At(double[] delays, double share) =>
        delays[(int)Math.Min(delays.Length - 1, delays.Length * share)];

    private static InvalidOperationException NotSeen(int probe) =>
        new($"Click {probe + 1} of {Probes} was never painted.");
}
