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

        foreach (var button in await dashboard.Page.Locator("button[aria-pressed]").AllAsync())
        {
            await button.ClickAsync();
        }

        await Assertions.Expect(dashboard.Page.Locator("table")).ToHaveCountAsync(2);
        await KeepsRulesAsync(dashboard.Page);
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
