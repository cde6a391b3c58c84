using ClickDash.EndToEnd.Browsing;
using ClickDash.Testing;
using Microsoft.Playwright;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
// A browser with WebAssembly and a server fill two cores: side by side, tests would only wait for each other.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace ClickDash.EndToEnd.Browsing;

/// <summary>The installed browser, started once for all tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // Loading and starting the page takes two seconds; on a machine busy with other tests it may take many.
    private const float Patience = 30_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (InstalledBrowser.Program is not { } program)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = program,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>A fresh window with nothing stored; skips the test where there is no browser.</summary>
    /// <param name="options">The window's size, colours and so on; null for a light laptop's.</param>
    public async Task<Dashboard> OpenAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(
            _browser is null,
            $"There is no Chromium or Chrome on the path, and {InstalledBrowser.Variable} names none."
        );
        options ??= new();
        options.ViewportSize ??= new() { Width = 1280, Height = 720 };
        // Far from UTC, so that a time on the wrong side of a zone is seen.
        options.TimezoneId ??= "Australia/Melbourne";
        options.Locale ??= "en-AU";
        options.ReducedMotion ??= ReducedMotion.Reduce;
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        var dashboard = new Dashboard(context, await context.NewPageAsync());
        await dashboard.Page.GotoAsync(address.ToString());
        return dashboard;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
