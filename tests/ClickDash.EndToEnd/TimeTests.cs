using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>Looking closer at the line, and back into what is stored.</summary>
[Collection(DemoSite.Name)]
public sealed class TimeTests(BrowserFixture browser, DemoSite demo)
{
    [Fact]
    public async Task A_stretch_that_was_dragged_out_survives_the_seconds_that_come_and_a_reload()
    {
        await using var dashboard = await browser.OpenAsync(
            new Uri(demo.Site.Address, "?window=300")
        );
        await dashboard.IsLiveAsync();
        var page = dashboard.Page;
        var plot = (await page.Locator("#line-chart .nsewdrag").First.BoundingBoxAsync())!;
        var middle = plot.Y + plot.Height / 2;

        await page.Mouse.MoveAsync(plot.X + plot.Width / 2, middle);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(plot.X + plot.Width * 3 / 4, middle, new() { Steps = 5 });
        await page.Mouse.UpAsync();

        await Assertions.Expect(page.Locator(".zoomed")).ToContainTextAsync("s");
        await Poll.UntilAsync(() => RangeAsync(page), range => Length(range) < 80_000, "closer");
        var range = await RangeAsync(page);
        Length(range).ShouldBeInRange(70_000, 80_000);
        await dashboard.LinesAsync(frames: 4);
        (await RangeAsync(page)).ShouldBe(range);
        await Poll.UntilAsync(
            () => Task.FromResult(page.Url),
            url => url.Contains("zoom="),
            "the stretch in the address"
        );
        // What is clipped and filled is so whatever the address is.
        (
            await page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll("#line-chart [clip-path], #line-chart [style*='url(']")]
                  .map((part) => `${part.getAttribute("clip-path")} ${part.getAttribute("style")}`.match(/url\(["']?([^"')]*)/)[1])
                  .filter((place) => !place.startsWith("#") || !document.getElementById(place.slice(1)))
                """
            )
        ).ShouldBeEmpty();

        await page.ReloadAsync();
        await dashboard.IsLiveAsync();
        (await RangeAsync(page)).ShouldBe(range);
        await page.Keyboard.PressAsync("0");
        await Assertions.Expect(page.Locator(".zoomed")).ToHaveCountAsync(0);
        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_replay_is_told_from_live_by_words_and_colour_and_one_key_leads_back()
    {
        await using var dashboard = await browser.OpenAsync(demo.Site.Address);
        await dashboard.IsLiveAsync();
        var page = dashboard.Page;
        var live = await BorderAsync(page);

        await page.Keyboard.PressAsync("r");

        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("Not live");
        await Assertions.Expect(page.Locator(".past")).ToContainTextAsync("Replay, not live");
        (await BorderAsync(page)).ShouldNotBe(live);
        await Poll.UntilAsync(
            () => page.InnerTextAsync(".past-at"),
            at => at.Contains("min"),
            "ago"
        );
        await Poll.UntilAsync(
            () => Task.FromResult(page.Url),
            url => url.Contains("at="),
            "the moment in the address"
        );

        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("Live");
        await Assertions.Expect(page.Locator(".past")).ToHaveCountAsync(0);
        (await BorderAsync(page)).ShouldBe(live);
        dashboard.Complaints.ShouldBeEmpty();
    }

    private static double Length(double[] range) => range[1] - range[0];

    private static Task<double[]> RangeAsync(IPage page) =>
        page.EvaluateAsync<double[]>(
            """() => document.getElementById("line-chart")._fullLayout.xaxis.range.map((end) => Date.parse(end.replace(" ", "T") + "Z"))"""
        );

    private static Task<string> BorderAsync(IPage page) =>
        page.EvaluateAsync<string>(
            """() => getComputedStyle(document.querySelector(".panel-line")).borderTop"""
        );
}
