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

        // In the chart, when it is pointed at, in the table, and in the page as the server renders it.
        foreach (var name in Names)
        {
            await Assertions
                .Expect(
                    page.Locator("#ranking-chart").GetByText(name, new() { Exact = true }).First
                )
                .ToBeVisibleAsync();
        }

        var bars = page.Locator("#ranking-chart .barlayer .point path");
        for (var i = 0; i < Names.Length; i++)
        {
            var box = (await bars.Nth(i).BoundingBoxAsync())!;
            await page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
            var hover = page.Locator("#ranking-chart .hovertext");
            await Assertions
                .Expect(hover)
                .ToContainTextAsync((await dashboard.BarsAsync())[i].Name);
            await HasNoMarkupAsync(page);
        }

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
