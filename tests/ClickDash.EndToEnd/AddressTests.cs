using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>The window that is chosen stands in the address, so that it outlives a reload and can be sent to others.</summary>
[Collection(DemoSite.Name)]
public sealed class AddressTests(BrowserFixture browser, DemoSite demo)
{
    [Fact]
    public async Task A_window_in_the_address_is_shown_and_outlives_a_reload()
    {
        await using var dashboard = await browser.OpenAsync(
            new Uri(demo.Site.Address, "?window=300")
        );
        await ShowsAsync(dashboard, "5 min", seconds: 300);

        await dashboard.Page.ReloadAsync();

        await ShowsAsync(dashboard, "5 min", seconds: 300);
        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_choose_a_window_and_back_and_forward_find_it_again()
    {
        var site = demo.Site;
        await using var dashboard = await browser.OpenAsync(site.Address);
        var page = dashboard.Page;
        await ShowsAsync(dashboard, "1 min", seconds: 60);

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await ShowsAsync(dashboard, "15 min", seconds: 900);
        await Assertions
            .Expect(page)
            .ToHaveURLAsync(new Uri(site.Address, "?window=900").ToString());

        await page.GotoAsync(new Uri(site.Address, "not-found").ToString());
        await page.GoBackAsync();
        await ShowsAsync(dashboard, "15 min", seconds: 900);
        await page.GoForwardAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("no page here");
    }

    private static async Task ShowsAsync(Dashboard dashboard, string choice, int seconds)
    {
        await dashboard.IsLiveAsync();
        await Assertions
            .Expect(dashboard.Page.GetByLabel(choice, new() { Exact = true }))
            .ToBeCheckedAsync();
        await Poll.UntilAsync(
            async () => (await dashboard.LineAsync()).Closed.Length,
            drawn => drawn <= seconds && drawn > seconds - 10,
            $"a line of {seconds} seconds"
        );
    }
}
