using ClickDash.EndToEnd.Browsing;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>WCAG 2.2 AA, as far as a program can tell.</summary>
[Collection(DemoSite.Name)]
public sealed class AccessibilityTests(BrowserFixture browser, DemoSite demo)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new()
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        },
    };

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_rule_is_broken(ColorScheme colors)
    {
        await using var dashboard = await browser.OpenAsync(
            demo.Site.Address,
            new() { ColorScheme = colors }
        );
        await dashboard.IsLiveAsync();
        await KeepsRulesAsync(dashboard.Page);

        await dashboard.Page.Locator("#line-table").ClickAsync();
        await dashboard.Page.Locator("#ranking-table").ClickAsync();
        await Assertions.Expect(dashboard.Page.Locator("table")).ToHaveCountAsync(3);
        await KeepsRulesAsync(dashboard.Page);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_rule_is_broken_while_filtered_frozen_stacked_and_asked_for_keys(
        ColorScheme colors
    )
    {
        await using var dashboard = await browser.OpenAsync(
            new Uri(demo.Site.Address, "?window=300&split=country&filter=device:mobile"),
            new() { ColorScheme = colors }
        );
        var page = dashboard.Page;
        await dashboard.IsLiveAsync();
        await page.Locator("#line-stacked").ClickAsync();
        await page.Locator("#freeze").ClickAsync();
        await Assertions.Expect(page.Locator(".frozen")).ToBeVisibleAsync();
        await KeepsRulesAsync(page);

        await page.Locator(".panel-heat .more").ClickAsync();
        await KeepsRulesAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("dialog")).ToBeVisibleAsync();
        await KeepsRulesAsync(page);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_rule_is_broken_in_a_replay_and_on_the_pipeline_page(ColorScheme colors)
    {
        await using var dashboard = await browser.OpenAsync(
            demo.Site.Address,
            new() { ColorScheme = colors }
        );
        var page = dashboard.Page;
        await dashboard.IsLiveAsync();
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(page.Locator(".past")).ToBeVisibleAsync();
        await KeepsRulesAsync(page);
        await page.Locator("#line-time").ClickAsync();
        await KeepsRulesAsync(page);

        await page.GotoAsync(new Uri(demo.Site.Address, "pipeline").ToString());
        await Assertions.Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        await KeepsRulesAsync(page);
    }

    private static async Task KeepsRulesAsync(IPage page)
    {
        var result = await page.RunAxe(Rules);
        result.Passes.Length.ShouldBeGreaterThan(10);
        var broken = result.Violations.Select(rule =>
            $"{rule.Id}: {rule.Help}: {string.Join(" | ", rule.Nodes.Select(node => node.Html))}"
        );
        broken.ShouldBeEmpty();
    }
}
