using ClickDash.EndToEnd.Browsing;

namespace ClickDash.EndToEnd;

/// <summary>The page fits the screens it is looked at on.</summary>
[Collection(DemoSite.Name)]
public sealed class LayoutTests(BrowserFixture browser, DemoSite demo)
{
    [Theory]
    [InlineData(390, 844, false)]
    [InlineData(1280, 720, true)]
    [InlineData(1920, 1080, true)]
    public async Task The_page_fits_the_screen(int width, int height, bool allAtOnce)
    {
        await using var dashboard = await browser.OpenAsync(
            // With chips, which take a row of their own.
            new Uri(demo.Site.Address, "?filter=status:200&filter=status:404"),
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
            }
        );
        await dashboard.IsLiveAsync();

        var page = await dashboard.Page.EvaluateAsync<int[]>(
            "() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        );
        page[0].ShouldBe(width);
        if (allAtOnce)
        {
            page[1].ShouldBe(height);
        }

        var spilling = await dashboard.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll(".panel")]
              .filter((panel) => panel.scrollHeight > panel.clientHeight + 1 || panel.scrollWidth > panel.clientWidth + 1)
              .map((panel) => panel.dataset.panel)
            """
        );
        spilling.ShouldBeEmpty();

        // Nor is any number or word of the tiles cut off.
        var cut = await dashboard.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll(".tile dt, .tile-value, .tile-note, .choice span")]
              .filter((part) => part.scrollWidth > part.clientWidth)
              .map((part) => part.textContent)
            """
        );
        cut.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1000)]
    [InlineData(1280)]
    public async Task Each_number_of_a_partition_is_on_the_screen_with_its_name(int width)
    {
        await using var window = await browser.OpenAsync(
            new Uri(demo.Site.Address, "pipeline"),
            new()
            {
                ViewportSize = new() { Width = width, Height = 844 },
            }
        );
        await window.Page.Locator("tbody tr").First.WaitForAsync();

        var seen = await window.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelector("tbody tr").children].map((cell) => {
              const { left, right } = cell.getBoundingClientRect();
              const name = getComputedStyle(cell, "::before").content;
              return `${cell.dataset.label} ${left >= 0 && right <= innerWidth ? "seen" : "cut"}${name === "none" ? "" : ` ${name}`}`;
            })
            """
        );

        string[] names =
        [
            "Topic",
            "Partition",
            "State",
            "First",
            "Next",
            "End",
            "Waiting",
            "Messages",
            "Without",
            "Lost",
        ];
        // Below a laptop's width its name stands beside each, above it in the heading.
        seen.ShouldBe(
            names.Select(name => width < 1100 ? $"{name} seen \"{name}\"" : $"{name} seen")
        );
    }

    [Fact]
    public async Task Charts_fill_the_room_that_a_strip_leaves_them_frozen_or_not()
    {
        await using var dashboard = await browser.OpenAsync(demo.Site.Address);
        await dashboard.IsLiveAsync();
        await FillsAsync(dashboard, "at first");

        await dashboard.Page.Keyboard.PressAsync("f");
        await dashboard.Page.Locator(".strip").WaitForAsync();
        await FillsAsync(dashboard, "frozen");

        await dashboard.Page.Keyboard.PressAsync("f");
        await FillsAsync(dashboard, "live again");

        await dashboard.Page.Keyboard.PressAsync("d");
        await FillsAsync(dashboard, "below the delay");
    }

    private static Task<string> FillsAsync(Dashboard dashboard, string when) =>
        Poll.UntilAsync(
            () =>
                dashboard.Page.EvaluateAsync<string>(
                    """
                    () => [...document.querySelectorAll(".js-plotly-plot")]
                      .map((plot) => [plot, plot.querySelector(".main-svg")])
                      .filter(([plot, drawn]) => Math.abs(plot.clientHeight - drawn.clientHeight) > 1 || Math.abs(plot.clientWidth - drawn.clientWidth) > 1)
                      .map(([plot, drawn]) => `${plot.id} is ${drawn.clientWidth} x ${drawn.clientHeight} in ${plot.clientWidth} x ${plot.clientHeight}`)
                      .join()
                    """
                ),
            spills => spills.Length == 0,
            $"charts that fill their rooms, {when}"
        );
}
