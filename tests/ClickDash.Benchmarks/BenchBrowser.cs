using ClickDash.Testing;
using Microsoft.Playwright;

namespace ClickDash.Benchmarks;

/// <summary>The installed browser, as benchmarks start it.</summary>
internal sealed class BenchBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BenchBrowser(IPlaywright playwright, IBrowser browser) =>
        (_playwright, _browser) = (playwright, browser);

    public static async Task<BenchBrowser> StartAsync()
    {
        var program =
            InstalledBrowser.Program
            ?? throw new InvalidOperationException(
                $"There is no Chromium or Chrome on the path, and {InstalledBrowser.Variable} names none."
            );
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = program,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    // The plain page is filled in here and not by the server: without this it may not open the server's hub.
                    "--disable-features=LocalNetworkAccessChecks",
                ],
            }
        );
        return new BenchBrowser(playwright, browser);
    }

    /// <summary>A fresh window of a laptop's size, with nothing stored.</summary>
    public Task<IBrowserContext> OpenAsync() => OpenAsync((1280, 720), ColorScheme.Light);

    /// <summary>A fresh window of a size and theme, with nothing stored.</summary>
    public Task<IBrowserContext> OpenAsync((int Width, int Height) screen, ColorScheme theme) =>
        _browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = screen.Width, Height = screen.Height },
                ColorScheme = theme,
            }
        );

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
