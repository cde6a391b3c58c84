using System.Collections.Concurrent;

namespace ClickDash.Benchmarks;

/// <summary>A browser that goes from page to page, as somebody in class does, and notes what goes wrong.</summary>
/// <param name="who">For the notes.</param>
/// <param name="server">The server.</param>
/// <param name="pages">The pages, relative to it.</param>
/// <param name="each">How long each is looked at.</param>
internal sealed class ClassWalk(string who, Uri server, IReadOnlyList<string> pages, TimeSpan each)
{
    private const int Forbidden = 400;
    private readonly ConcurrentQueue<string> _troubles = new();

    /// <summary>What went wrong, in sentences.</summary>
    public IEnumerable<string> Troubles => _troubles;

    /// <summary>Goes through all pages.</summary>
    public async Task RunAsync(BenchBrowser browser)
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        var at = "";
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _troubles.Enqueue($"{who} at /{at}: the console says {message.Text}");
            }
        };
        page.PageError += (_, error) => _troubles.Enqueue($"{who} at /{at}: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= Forbidden)
            {
                _troubles.Enqueue($"{who} at /{at}: {response.Status} for {response.Url}");
            }
        };
        foreach (var next in pages)
        {
            at = next;
            await page.GotoAsync(new Uri(server, next).ToString());
            await page.WaitForSelectorAsync("main h1, main h2, h1");
            await Task.Delay(each);
            if (
                await page.Locator(".status").CountAsync() > 0
                && await page.Locator(".status").InnerTextAsync() is not "Live" and var word
            )
            {
                _troubles.Enqueue($"{who} at /{at}: {word} after {each.TotalSeconds} s");
            }

            Console.WriteLine($"{who} has seen /{next}: {await page.TitleAsync()}");
        }
    }
}
