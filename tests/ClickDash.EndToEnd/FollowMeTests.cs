using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>The presenter's page and a viewer's, in two windows of their own.</summary>
public sealed class FollowMeTests(BrowserFixture browser)
{
    // Notes when the viewer's page first shows what it was told to look for, by the clock both windows share.
    private const string Notice = """
        (sign) => {
          const look = () => {
            if (document.querySelector(sign) && !window.seenAt) {
              window.seenAt = Date.now();
            }
          };
          window.seenAt = 0;
          new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
          look();
        }
        """;

    [Fact]
    public async Task Viewers_see_what_the_presenter_does_and_leave_by_one_key()
    {
        await using var site = await Site.StartAsync([]);
        await using var presenter = await browser.OpenAsync(new Uri(site.Address, "present"));
        await using var viewer = await browser.OpenAsync(site.Address);
        await presenter.IsLiveAsync();
        await viewer.IsLiveAsync();
        var (stage, page) = (presenter.Page, viewer.Page);
        var sign = page.Locator(".following strong");

        await stage.Keyboard.PressAsync("l");
        await Assertions.Expect(sign).ToHaveTextAsync("Following the presenter");

        await page.EvaluateAsync(Notice, "input[name=window][value='300']:checked");
        var before = await stage.EvaluateAsync<double>("() => Date.now()");
        await stage.Keyboard.PressAsync("2");
        await Assertions
            .Expect(page.GetByLabel("5 min", new() { Exact = true }))
            .ToBeCheckedAsync();
        page.Url.ShouldEndWith("?window=300");
        var took = await page.EvaluateAsync<double>("() => window.seenAt") - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"the viewer's page followed in {took} ms");

        await stage.Locator(".ranked button").First.FocusAsync();
        await stage.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".chip-value")).ToHaveCountAsync(1);
        await stage.Keyboard.PressAsync("f");
        await Assertions.Expect(viewer.Status).ToHaveTextAsync("Frozen");
        await stage.Locator("#spotlight").SelectOptionAsync("ranking");
        await Assertions.Expect(page.Locator(".panel")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".panel-ranking")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("l");
        await Assertions.Expect(sign).ToHaveTextAsync("The presenter leads");
        await stage.Keyboard.PressAsync("f");
        await Assertions.Expect(presenter.Status).ToHaveTextAsync("Live");
        await stage.Locator("#spotlight").SelectOptionAsync("");
        await Assertions.Expect(stage.Locator(".panel")).ToHaveCountAsync(2);
        await Assertions.Expect(viewer.Status).ToHaveTextAsync("Frozen");

        await page.Keyboard.PressAsync("l");
        await Assertions.Expect(viewer.Status).ToHaveTextAsync("Live");
        await Assertions.Expect(page.Locator(".panel-line")).ToBeVisibleAsync();
        presenter.Complaints.ShouldBeEmpty();
        viewer.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_projector_shows_the_same_after_a_reload_and_hides_its_controls_from_idle_hands()
    {
        await using var site = await Site.StartAsync([]);
        await using var presenter = await browser.OpenAsync(new Uri(site.Address, "present"));
        await presenter.IsLiveAsync();
        var page = presenter.Page;
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(presenter.Status).ToHaveTextAsync("Frozen");

        await page.ReloadAsync();

        await Assertions.Expect(presenter.Status).ToHaveTextAsync("Frozen");
        await Assertions
            .Expect(page.GetByLabel("15 min", new() { Exact = true }))
            .ToBeCheckedAsync();
        var controls = page.Locator(".stage-controls");
        await Assertions.Expect(controls).ToHaveCSSAsync("opacity", "0");
        await page.Keyboard.PressAsync("Shift");
        await Assertions.Expect(controls).ToHaveCSSAsync("opacity", "1");
        presenter.Complaints.ShouldBeEmpty();
    }
}
