using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>Looking closer: by mouse, by keys, by link, and while the picture stands.</summary>
[Collection(DemoSite.Name)]
public sealed class FilterTests(BrowserFixture browser, DemoSite demo)
{
    [Fact]
    public async Task A_click_on_a_bar_filters_and_going_back_undoes_it()
    {
        await using var dashboard = await browser.OpenAsync(demo.Site.Address);
        await dashboard.IsLiveAsync();
        var page = dashboard.Page;

        await page.Locator(".ranked progress").Nth(1).ClickAsync(new() { Force = true });

        var chip = page.Locator(".chip-value");
        var name = await chip.InnerTextAsync();
        await Poll.UntilAsync(
            dashboard.BarsAsync,
            bars => bars is [var only] && only.Name == name,
            "one bar"
        );
        page.Url.ShouldContain("filter=page:");
        await page.GoBackAsync();
        await Assertions.Expect(chip).ToHaveCountAsync(0);
        await Poll.UntilAsync(dashboard.BarsAsync, bars => bars.Length == 10, "all bars");
        await page.GoForwardAsync();
        await Assertions.Expect(chip).ToHaveTextAsync(name);
        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_shows_the_same_view_before_and_after_scripts_run_and_after_a_reload()
    {
        const string Query =
            "?window=300&split=country&filter=device:mobile&filter=page:/products*";
        var html = await demo.Site.HtmlAsync(Query);
        html.ShouldContain("Clicks by country");
        html.ShouldContain(">/products*</span>");

        await using var dashboard = await browser.OpenAsync(new Uri(demo.Site.Address, Query));
        for (var i = 0; i < 2; i++)
        {
            await dashboard.IsLiveAsync();
            await Assertions.Expect(dashboard.Page.Locator("#split")).ToHaveValueAsync("country");
            await Assertions
                .Expect(dashboard.Page.Locator(".chip-value"))
                .ToHaveTextAsync(["mobile", "/products*"]);
            await Assertions
                .Expect(dashboard.Page.GetByLabel("5 min", new() { Exact = true }))
                .ToBeCheckedAsync();
            await dashboard.Page.ReloadAsync();
        }

        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_frozen_picture_stands_counts_what_comes_and_can_still_be_filtered()
    {
        await using var dashboard = await browser.OpenAsync(demo.Site.Address);
        await dashboard.IsLiveAsync();
        var page = dashboard.Page;

        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("Frozen");
        var total = await dashboard.Tile("Clicks in the last minute").InnerTextAsync();
        await Poll.UntilAsync(
            () => page.Locator(".frozen-since").InnerTextAsync(),
            since => since.Length > "+9 since".Length,
            "ten clicks since"
        );
        (await dashboard.Tile("Clicks in the last minute").InnerTextAsync()).ShouldBe(total);

        await page.Locator(".panel-third .value").First.ClickAsync();
        await Assertions
            .Expect(page.Locator(".frozen-later"))
            .ToContainTextAsync("this view is of");
        var filtered = await dashboard.Tile("Clicks in the last minute").InnerTextAsync();
        filtered.ShouldNotBe(total);
        await Assertions.Expect(page.Locator(".frozen-since")).Not.ToHaveTextAsync("+0 since");
        (await dashboard.Tile("Clicks in the last minute").InnerTextAsync()).ShouldBe(filtered);

        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("Live");
        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_can_be_done_by_keys_alone()
    {
        await using var dashboard = await browser.OpenAsync(demo.Site.Address);
        await dashboard.IsLiveAsync();
        var page = dashboard.Page;

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("dialog")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("2");
        await Assertions
            .Expect(page.GetByLabel("5 min", new() { Exact = true }))
            .ToBeCheckedAsync();
        await page.Keyboard.PressAsync("s");
        await Assertions.Expect(page.Locator("#split")).ToBeFocusedAsync();

        // On to the first bar: every stop on the way can be seen.
        await TabToAsync(page, ".ranked button");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".chip")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(page.Locator(".chip")).ToHaveCountAsync(0);

        await TabToAsync(page, ".heat td");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator(".heat td:focus .heat-tip")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.Locator(".panel")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".panel")).ToHaveCountAsync(9);
        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(page.Locator(".frozen")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".frozen")).ToHaveCountAsync(0);
        dashboard.Complaints.ShouldBeEmpty();
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var stops = 0; stops < 60; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator($"{selector}:focus").CountAsync() > 0)
            {
                return;
            }
        }

        Assert.Fail($"Sixty tabs did not reach {selector}.");
    }
}
