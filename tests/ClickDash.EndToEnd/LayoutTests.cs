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
}
