using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd.Browsing;

/// <summary>WCAG 2.2 AA, as far as a program can tell.</summary>
internal static class Wcag
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new()
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        },
    };

    private static readonly AxeRunOptions Contrast = new()
    {
        RunOnly = new() { Type = "rule", Values = ["color-contrast"] },
    };

    /// <summary>
    /// Fails with each rule that the page breaks as it is now, and where: all of them in the light theme, and in the dark one, which
    /// differs in its colours alone, those of colours.
    /// </summary>
    public static async Task IsKeptAsync(IPage page)
    {
        await IsKeptAsync(page, Rules);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await IsKeptAsync(page, Contrast);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static async Task IsKeptAsync(IPage page, AxeRunOptions rules)
    {
        var result = await page.RunAxe(rules);
        result.Passes.ShouldNotBeEmpty();
        result
            .Violations.Select(rule =>
                $"{rule.Id}: {rule.Help}: {string.Join(" | ", rule.Nodes.Select(node => node.Html))}"
            )
            .ShouldBeEmpty();
    }
}
