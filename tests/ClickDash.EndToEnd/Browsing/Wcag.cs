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
    /// <param name="page">The page.</param>
    /// <param name="moreThan">It keeps more rules than so many: one that was not looked at keeps few.</param>
    public static async Task IsKeptAsync(IPage page, int moreThan = 10)
    {
        await IsKeptAsync(page, Rules, moreThan);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await IsKeptAsync(page, Contrast, moreThan: 0);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static async Task IsKeptAsync(IPage page, AxeRunOptions rules, int moreThan)
    {
        var result = await page.RunAxe(rules);
        result.Passes.Length.ShouldBeGreaterThan(moreThan);
        result
            .Violations.Select(rule =>
                $"{rule.Id}: {rule.Help}: {string.Join(" | ", rule.Nodes.Select(node => node.Html))}"
            )
            .ShouldBeEmpty();
    }
}
