using System.Net.Http.Json;
using ClickDash.Core.Wire;
using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>WCAG 2.2 AA, as far as a program can tell.</summary>
[Collection(DemoSite.Name)]
public sealed class AccessibilityTests(BrowserFixture browser, DemoSite demo)
{
    [Fact]
    public async Task No_rule_is_broken()
    {
        await using var dashboard = await browser.OpenAsync(demo.Site.Address);
        await dashboard.IsLiveAsync();
        await Wcag.IsKeptAsync(dashboard.Page);

        await dashboard.Page.Locator("#line-table").ClickAsync();
        await dashboard.Page.Locator("#ranking-table").ClickAsync();
        await Assertions.Expect(dashboard.Page.Locator("table")).ToHaveCountAsync(3);
        await Wcag.IsKeptAsync(dashboard.Page);
    }

    [Fact]
    public async Task No_rule_is_broken_while_filtered_frozen_stacked_and_asked_for_keys()
    {
        await using var dashboard = await browser.OpenAsync(
            new Uri(demo.Site.Address, "?window=300&split=country&filter=device:mobile")
        );
        var page = dashboard.Page;
        await dashboard.IsLiveAsync();
        await page.Locator("#line-stacked").ClickAsync();
        await page.Locator("#freeze").ClickAsync();
        await Assertions.Expect(page.Locator(".frozen")).ToBeVisibleAsync();
        await Wcag.IsKeptAsync(page);

        await page.Locator(".panel-heat .more").ClickAsync();
        await Wcag.IsKeptAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("dialog")).ToBeVisibleAsync();
        await Wcag.IsKeptAsync(page);
    }

    [Fact]
    public async Task No_rule_is_broken_in_a_replay_and_on_the_pipeline_page()
    {
        await using var dashboard = await browser.OpenAsync(demo.Site.Address);
        var page = dashboard.Page;
        await dashboard.IsLiveAsync();
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(page.Locator(".past")).ToBeVisibleAsync();
        await Wcag.IsKeptAsync(page);
        await page.Locator("#line-time").ClickAsync();
        await Wcag.IsKeptAsync(page);

        await page.GotoAsync(new Uri(demo.Site.Address, "pipeline").ToString());
        await Assertions.Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        await Wcag.IsKeptAsync(page);
    }

    [Theory]
    [InlineData("present")]
    [InlineData("desk")]
    [InlineData("scenes")]
    [InlineData("values?preset=scenario-1")]
    [InlineData("words")]
    [InlineData("windows")]
    [InlineData("traffic")]
    [InlineData("together")]
    [InlineData("join")]
    // Little stands on it.
    [InlineData("no-such-page", 9)]
    public async Task No_rule_is_broken_on_the_other_pages_in_either_theme(
        string path,
        int moreThan = 10
    )
    {
        await using var window = await browser.OpenAsync(new Uri(demo.Site.Address, path));
        await Assertions.Expect(window.Page.Locator("h1")).ToBeVisibleAsync();
        if (await window.Status.CountAsync() > 0)
        {
            await Assertions.Expect(window.Status).ToHaveTextAsync("Live");
        }

        await Wcag.IsKeptAsync(window.Page, moreThan);
    }

    [Fact]
    public async Task No_rule_is_broken_on_the_projector_s_dots_and_on_a_phone()
    {
        await using var projector = await browser.OpenAsync(new Uri(demo.Site.Address, "present"));
        await projector.IsLiveAsync();
        await projector.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(projector.Page.Locator(".panel-join")).ToBeVisibleAsync();
        using var http = new HttpClient { BaseAddress = demo.Site.Address };
        var join = await http.GetFromJsonAsync(
            "api/join",
            WireJson.Default.JoinInfo,
            TestContext.Current.CancellationToken
        );
        await using var phone = await browser.OpenAsync(
            new Uri(demo.Site.Address, $"join/{join!.Room}"),
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        await phone.Page.Locator("#buttons button").First.ClickAsync();
        await Assertions.Expect(projector.Page.Locator(".dots li")).ToHaveCountAsync(1);

        await Wcag.IsKeptAsync(projector.Page);
        await Wcag.IsKeptAsync(phone.Page);
    }
}
