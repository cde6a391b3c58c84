using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>Anyone who can send a click chooses a page's name: it is data and never markup.</summary>
public sealed class HostileNameTests(BrowserFixture browser)
{
    private static readonly string[] Names =
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(2)</script>",
        "<b>bold</b>",
        "<a href=\"javascript:1\">go</a>",
    ];

    // Anything that one of the names would be if it were read as markup.
    private const string Markup = "img, b, main a:not(.foot a, .tile-lead), main script, svg a";

    [Fact]
    public async Task A_name_that_is_markup_stays_text()
    {
        await using var site = await Site.StartAsync(["Simulator:Rate=0"]);
        await using var dashboard = await browser.OpenAsync(new Uri(site.Address, "?window=300"));
        var page = dashboard.Page;
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("No topic");
        await site.ClickAsync(Names);
        await dashboard.IsLiveAsync();

        // On the bars, when they are pointed at, drawn as layers, in the table, and in the page as the server renders it.
        foreach (var name in Names)
        {
            await Assertions
                .Expect(page.Locator(".ranked").GetByText(name, new() { Exact = true }))
                .ToBeVisibleAsync();
            await Assertions
                .Expect(page.Locator(".ranked").GetByTitle(name, new() { Exact = true }))
                .ToContainTextAsync(name);
        }

        await HasNoMarkupAsync(page);
        await page.Locator("#line-stacked").ClickAsync();
        await page.Locator("#line-chart .scatterlayer .js-line").Nth(1).WaitForAsync();
        await HasNoMarkupAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Table of Clicks by page" })
            .ClickAsync();
        foreach (var name in Names)
        {
            await Assertions
                .Expect(
                    page.Locator(".panel-ranking")
                        .GetByRole(AriaRole.Rowheader, new() { Name = name, Exact = true })
                )
                .ToBeVisibleAsync();
        }

        await HasNoMarkupAsync(page);
        await page.ReloadAsync();
        await HasNoMarkupAsync(page);
        await dashboard.IsLiveAsync();
        await HasNoMarkupAsync(page);
        dashboard.Complaints.ShouldBeEmpty();
    }

    private static async Task HasNoMarkupAsync(IPage page) =>
        (await page.Locator(Markup).CountAsync()).ShouldBe(0);
}
