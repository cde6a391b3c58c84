using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>A click's way from any producer onto the page.</summary>
public sealed class ProducedClickTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_click_sent_to_the_printed_address_is_on_the_page()
    {
        await using var site = await Site.StartAsync(["Simulator:Rate=0"]);
        await using var dashboard = await browser.OpenAsync(site.Address);
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("No topic");
        var page = $"/new-{Guid.NewGuid():N}"[..16];

        await site.ClickAsync(page);

        await Assertions
            .Expect(dashboard.Page.Locator(".ranked").GetByText(page, new() { Exact = true }))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_ranking_on_the_page_is_the_server_s()
    {
        await using var site = await Site.StartAsync(["Simulator:Rate=0"]);
        await using var dashboard = await browser.OpenAsync(new Uri(site.Address, "?window=300"));
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("No topic");
        // Twelve pages, of which ten fit; two of them clicked as often as each other.
        var clicks = Enumerable
            .Range(1, 12)
            .SelectMany(i => Enumerable.Repeat($"/rank/{i}", 20 + i * 3 - (i == 7 ? 3 : 0)))
            .ToArray();

        await site.ClickAsync(clicks);

        var snapshot = await Poll.UntilAsync(
            () => site.SnapshotAsync("?window=300"),
            now => now.Kpi.Total == clicks.Length,
            "all clicks"
        );
        var expected = snapshot.Ranking.Select(row => new DrawnBar(row.Name, row.Count)).ToArray();
        expected[0].ShouldBe(new DrawnBar("/rank/12", 56));
        var drawn = await Poll.UntilAsync(
            dashboard.BarsAsync,
            bars => bars.SequenceEqual(expected),
            $"bars {string.Join<DrawnBar>(", ", expected)}"
        );
        drawn.Length.ShouldBe(10);
        dashboard.Complaints.ShouldBeEmpty();
    }
}
