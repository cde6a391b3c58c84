using ClickDash.Testing;
using Microsoft.Playwright;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench browser [clicks a second]</c>: what a frame costs the browser's main thread, against a plain page of the same two
/// charts. Both read the same hub of the published server and draw by the same rules: bars at each tick, the line once a
/// second. They take turns, so that a slow moment of the machine hits both. A figure of the dashboard with those two charts, one
/// with all its panels. And what a first visit loads.
/// </summary>
internal static class BrowserBenchmark
{
    // An odd number: the middle one of the ratios counts.
    private const int Rounds = 3;
    private const int TickMilliseconds = 250;

    // A page that starts compiles; its frames are not what later ones are.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(15);

    // The reader's own choice of panels, as the page keeps it: all but the two charts are hidden.
    private const string TwoCharts =
        "localStorage.setItem('clickdash:panels', 'line,ranking,-feed,-movers,-heat,-first,-second,-third,-statuses')";

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var rate = args is [var text, ..] ? int.Parse(text) : 500;
        await using var server = await ProductServer.StartAsync([
            "--ClickDash:Simulator:Rate",
            $"{rate}",
        ]);
        await using var browser = await BenchBrowser.StartAsync();
        var rounds = new List<(MainThread Plain, MainThread Ours, MainThread All)>();
        for (var round = 1; round <= Rounds; round++)
        {
            var plain = await MeasureAsync(browser, new Uri(server.Address, "plain.html"));
            var ours = await MeasureAsync(browser, server.Address, TwoCharts);
            var all = await MeasureAsync(browser, server.Address);
            Console.WriteLine(
                $"round {round}: plain {plain}, the two charts {ours}, ratio {ours.Task / plain.Task:0.00}, all panels {all}, ratio {all.Task / plain.Task:0.00}"
            );
            rounds.Add((plain, ours, all));
        }

        var middle = rounds
            .OrderBy(round => round.Ours.Task / round.Plain.Task)
            .ElementAt(Rounds / 2);
        return
        [
            new Figure(
                "main thread per frame, dashboard against a plain page",
                middle.Ours.Task / middle.Plain.Task,
                1.1
            ),
            new Figure(
                "main thread per frame, all panels against a plain page of two charts",
                middle.All.Task / middle.Plain.Task,
                1.3
            ),
            new Figure(
                "megabytes of a first visit, compressed",
                await WeighAsync(browser, server.Address),
                2.9
            ),
        ];
    }

    /// <summary>What a browser that has nothing yet loads for the dashboard, as it comes over the wire, in megabytes.</summary>
    private static async Task<double> WeighAsync(BenchBrowser browser, Uri address)
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.ToString());
        await page.Locator("#line-chart .main-svg").First.WaitForAsync();
        const string Sum = """
            () => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
              .reduce((bytes, entry) => bytes + entry.encodedBodySize, 0)
            """;
        return await page.EvaluateAsync<double>(Sum) / 1_000_000;
    }

    private static async Task<MainThread> MeasureAsync(
        BenchBrowser browser,
        Uri address,
        string script = "// as it comes"
    )
    {
        await using var context = await browser.OpenAsync();
        await context.AddInitScriptAsync(script);
        var page = await context.NewPageAsync();
        // Under the site's own address: scripts and hub are of the same origin.
        await page.RouteAsync(
            "**/plain.html",
            route =>
                route.FulfillAsync(
                    new() { Path = Path.Combine(AppContext.BaseDirectory, "plain.html") }
                )
        );
        await page.GotoAsync(address.ToString());
        await page.Locator("#line .main-svg, #line-chart .main-svg").First.WaitForAsync();
        await Task.Delay(WarmUp);
        var cdp = await context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Performance.enable");
        var before = await MainThread.ReadAsync(cdp);
        await Task.Delay(Measured);
        var after = await MainThread.ReadAsync(cdp);
        return (after - before) / (Measured.TotalMilliseconds / TickMilliseconds);
    }
}
