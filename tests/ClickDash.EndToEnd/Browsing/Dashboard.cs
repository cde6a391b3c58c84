using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd.Browsing;

/// <summary>The dashboard in a browser's window: what is on it, what is drawn, and what the browser complained of.</summary>
public sealed class Dashboard : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    internal Dashboard(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Dialog += (_, dialog) =>
        {
            _complaints.Enqueue($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, uncaught errors and dialogs so far.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>The light: Live, Stale for 4 s, Reconnecting….</summary>
    public ILocator Status => Page.Locator(".status");

    /// <summary>The tile of this name's number.</summary>
    public ILocator Tile(string name) =>
        Page.Locator(".tile").Filter(new() { HasText = name }).Locator(".tile-value");

    /// <summary>Waits until pictures arrive, the line is drawn and bars stand beside it.</summary>
    public async Task IsLiveAsync()
    {
        await Assertions.Expect(Status).ToHaveTextAsync("Live");
        await Assertions.Expect(Page.Locator("[data-drawn]")).ToHaveCountAsync(1);
        await Assertions
            .Expect(Page.Locator(".ranked").Or(Page.Locator(".empty")).First)
            .ToBeVisibleAsync();
    }

    /// <summary>The line as it is drawn now.</summary>
    public async Task<DrawnLine> LineAsync() => Read<DrawnLine>(await AskAsync(DrawnLine.Script));

    /// <summary>The line as it is drawn at each of the next frames.</summary>
    /// <exception cref="TimeoutException">The line stands still.</exception>
    public async Task<DrawnLine[]> LinesAsync(int frames) =>
        Read<DrawnLine[]>(
            await Page.EvaluateAsync<string>(
                    $$"""
                    (frames) => new Promise((done) => {
                      const read = {{DrawnLine.Script}};
                      const plot = document.getElementById("line-chart");
                      const lines = [];
                      const look = () => {
                        lines.push(JSON.parse(read()));
                        if (lines.length === frames) {
                          plot.removeListener("plotly_afterplot", look);
                          done(JSON.stringify(lines));
                        }
                      };
                      plot.on("plotly_afterplot", look);
                    })
                    """,
                    frames
                )
                .WaitAsync(TimeSpan.FromSeconds(30 + frames))
        );

    /// <summary>The bars as they are drawn now, from the top.</summary>
    public async Task<DrawnBar[]> BarsAsync() => Read<DrawnBar[]>(await AskAsync(DrawnBar.Script));

    /// <summary>Closes the window.</summary>
    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private Task<string> AskAsync(string script) => Page.EvaluateAsync<string>(script);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Json)!;
}
