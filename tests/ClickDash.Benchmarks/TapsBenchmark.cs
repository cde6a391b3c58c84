using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench taps [--phones 50] [--seconds 60]</c>: how long a tap on a phone takes, by way of a real broker, to be a dot that
/// is painted on the projector's page in a real browser. Phones, server, broker and browser share the machine and its clock.
/// </summary>
internal static class TapsBenchmark
{
    // Each dot's count as it changes, and when the frame with it was painted.
    private const string Watch = """
        () => {
          window.lit = [];
          const counts = new Map();
          const channel = new MessageChannel();
          channel.port1.onmessage = ({ data }) => window.lit.push(...data.map((dot) => [...dot, Date.now()]));
          const look = () => {
            const news = [];
            for (const dot of document.querySelectorAll(".dots li")) {
              const taps = Number(dot.dataset.taps);
              if (counts.get(dot.dataset.seat) !== taps) {
                counts.set(dot.dataset.seat, taps);
                news.push([Number(dot.dataset.seat), taps]);
              }
            }
            requestAnimationFrame(() => channel.port2.postMessage(news));
          };
          new MutationObserver(look).observe(document.querySelector(".panel-join"), { childList: true, attributes: true, subtree: true });
        }
        """;

    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var count = Arguments.Number(args, "--phones", 50);
        var seconds = Arguments.Number(args, "--seconds", 60);
        await using var broker = await KafkaBroker.StartAsync();
        await using var server = await ProductServer.StartAsync([
            "--ClickDash:Kafka:BootstrapServers",
            broker.BootstrapServers,
            "--ClickDash:Kafka:Topic",
            $"taps-{Guid.NewGuid():N}",
            "--ClickDash:Simulator:Rate",
            "500",
        ]);
        await using var browser = await BenchBrowser.StartAsync();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "present").ToString());
        await page.Locator(".status-live").WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Locator(".panel-join").WaitForAsync();
        await page.EvaluateAsync(Watch);

        using var phones = new TappingPhones(server.Address);
        await phones.JoinAsync(count);
        await Task.Delay(Settled);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await phones.TapAsync(end.Token);
        await Task.Delay(Settled);

        var lit = (await page.EvaluateAsync<double[][]>("() => window.lit")).ToLookup(dot =>
            (int)dot[0]
        );
        var delays = phones
            .Sent.Select(tap =>
                lit[tap.Seat].FirstOrDefault(dot => dot[1] >= tap.Number)?[2] - tap.At
            )
            .ToArray();
        var seen = delays.OfType<double>().Order().ToArray();
        foreach (var trouble in phones.Troubles)
        {
            Console.WriteLine(trouble);
        }

        Console.WriteLine(
            $"{phones.Sent.Count} taps of {count} phones: p50 {seen[seen.Length / 2]:0} ms, the longest {seen[^1]:0} ms"
        );
        return
        [
            new Figure(
                "taps refused or never painted",
                phones.Troubles.Count + delays.Length - seen.Length,
                0
            ),
            new Figure("tap to painted dot, p99 ms", seen[(int)((seen.Length - 1) * 0.99)], 1000),
        ];
    }
}
