using System.Globalization;
using System.Text.RegularExpressions;
using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>What one sees who starts the product and opens its page.</summary>
[Collection(DemoSite.Name)]
public sealed partial class DemoTests(BrowserFixture browser, DemoSite demo)
{
    [Fact]
    public async Task Numbers_are_on_the_page_before_any_script_runs()
    {
        var site = demo.Site;
        await Poll.UntilAsync(() => site.SnapshotAsync(), now => now.Kpi.Total > 0, "clicks");

        var html = await site.HtmlAsync();

        var tiles = TileValue().Matches(html).Select(tile => tile.Groups["number"].Value).ToArray();
        tiles.Length.ShouldBe(7);
        tiles
            .Take(4)
            .ShouldAllBe(text =>
                double.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture) > 0
            );
        tiles.ShouldNotContain("–");
        SketchPath().Count(html).ShouldBe(1);
        ProgressBar().Count(Ranking().Match(html).Value).ShouldBe(10);
    }

    [Fact]
    public async Task Both_charts_are_drawn_and_move()
    {
        var site = demo.Site;
        await using var dashboard = await browser.OpenAsync(site.Address);
        await dashboard.IsLiveAsync();

        // A stroke with points along the minute, ten bars with names: what is seen, not what was meant.
        var stroke = await dashboard
            .Page.Locator("#line-chart .scatterlayer .js-line")
            .First.GetAttributeAsync("d");
        stroke!.Split('L', 'H', 'V').Length.ShouldBeGreaterThan(30);
        await Assertions.Expect(dashboard.Page.Locator(".ranked progress")).ToHaveCountAsync(10);

        var line = await dashboard.LineAsync();
        var bars = await dashboard.BarsAsync();
        line.Closed.Length.ShouldBeInRange(50, 60);
        bars.Length.ShouldBe(10);
        bars.ShouldAllBe(bar => bar.Name.Length > 0 && bar.Count > 0);

        var next = await dashboard.LinesAsync(2);
        next[^1].Closed[^1].At.ShouldBeGreaterThan(line.Closed[^1].At);
        next[^1].Closed.ShouldNotBe(line.Closed);
        await Poll.UntilAsync(dashboard.BarsAsync, now => !now.SequenceEqual(bars), "other bars");
        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_line_is_drawn_at_its_own_time_of_day()
    {
        await using var dashboard = await browser.OpenAsync(demo.Site.Address);
        await dashboard.IsLiveAsync();
        var line = await dashboard.LineAsync();

        var age = DateTimeOffset.UtcNow - Time(line.Closed[^1].At);
        age.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(10));
        line.Closed.Zip(line.Closed.Skip(1), (a, b) => b.At - a.At)
            .ShouldAllBe(step => step == 1000);
    }

    [Fact]
    public async Task Clicks_are_added_up_as_they_come()
    {
        // Over an hour nothing leaves the window of a server that has just begun.
        await using var dashboard = await browser.OpenAsync(
            new Uri(demo.Site.Address, "?window=3600")
        );
        await dashboard.IsLiveAsync();
        var total = dashboard.Tile("Clicks in the last hour");
        var before = Number(await total.InnerTextAsync());

        var after = await Poll.UntilAsync(
            async () => Number(await total.InnerTextAsync()),
            now => now != before,
            "another total"
        );

        after.ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task It_says_that_it_is_a_demo_and_where_to_send_clicks()
    {
        var site = demo.Site;
        await using var dashboard = await browser.OpenAsync(site.Address);
        await dashboard.IsLiveAsync();

        var foot = dashboard.Page.Locator(".foot");
        await Assertions.Expect(dashboard.Page.Locator(".bar .badge")).ToHaveTextAsync("Demo");
        await Assertions.Expect(foot).ToContainTextAsync("Simulated clicks");
        await Assertions.Expect(foot).ToContainTextAsync(await site.BrokerAsync());
        await Assertions.Expect(foot).ToContainTextAsync("topic clicks");
    }

    private static DateTimeOffset Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static long Number(string text) =>
        long.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "<span class=\"tile-value\">(?<number>[^<]*)</span>",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TileValue();

    [GeneratedRegex("<path d=\"M0\\.5 [^\"]{300,}\"", RegexOptions.None, 1000)]
    private static partial Regex SketchPath();

    [GeneratedRegex("<ol class=\"values ranked\".*?</ol>", RegexOptions.Singleline, 1000)]
    private static partial Regex Ranking();

    [GeneratedRegex("<progress [^>]*value=\"[1-9]\\d*\"", RegexOptions.None, 1000)]
    private static partial Regex ProgressBar();
}
