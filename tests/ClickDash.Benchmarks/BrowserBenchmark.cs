using Microsoft.Playwright;

namespace ClickDash.Benchmarks;

/// <summary>
/// What a frame costs the browser's main thread, against a plain page with the same two charts, drawn as often, from the same
/// server in the same run. The pages take turns, so that a slow moment of the machine hits both.
/// </summary>
public static class BrowserBenchmark
{
    private const int Rounds = 2;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    /// <summary>Measures the dashboard that <paramref name="site"/> serves.</summary>
    /// <param name="site">The address of a running server that receives clicks.</param>
    /// <param name="chromium">The browser's executable; null for Playwright's own.</param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Uri site, string? chromium)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu"] }
        );
        var (ours, plain) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            plain += await MeasureAsync(browser, new Uri(site, "plain.html")) / Rounds;
            ours += await MeasureAsync(browser, site) / Rounds;
        }

        Console.WriteLine($"main thread per tick: plain {plain:0.0} ms, dashboard {ours:0.0} ms");
        return
        [
            new Figure("main thread per frame, dashboard against a plain page", ours / plain, 1.3),
        ];
    }

    /// <summary>Milliseconds of main-thread work per tick of 250 ms.</summary>
    private static async Task<double> MeasureAsync(IBrowser browser, Uri address)
    {
        await using var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 720 },
            }
        );
        var page = await context.NewPageAsync();
        // Served under the site's own address: scripts and hub are of the same origin.
        await page.RouteAsync(
            "**/plain.html*",
            route =>
                route.FulfillAsync(
                    new() { Path = Path.Combine(AppContext.BaseDirectory, "plain.html") }
                )
        );
        await page.GotoAsync(address.ToString());
        await page.WaitForFunctionAsync("document.querySelectorAll('.main-svg').length >= 2");
        await Task.Delay(WarmUp);
        var cdp = await context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Performance.enable");
        var before = await TaskSecondsAsync(cdp);
        await Task.Delay(Measured);
        var spent = await TaskSecondsAsync(cdp) - before;
        return spent * 1000 / (Measured.TotalMilliseconds / 250);
    }

    private static async Task<double> TaskSecondsAsync(ICDPSession cdp)
    {
        var answer = await cdp.SendAsync("Performance.getMetrics");
        return answer!
            .Value.GetProperty("metrics")
            .EnumerateArray()
            .First(metric => metric.GetProperty("name").GetString() == "TaskDuration")
            .GetProperty("value")
            .GetDouble();
    }
}
