using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>Keys, the content security policy and a path base, in a browser that obeys them.</summary>
public sealed class SecurityTests(BrowserFixture browser)
{
    private const string Key = "viewer-key-for-tests";

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task With_a_key_below_a_path_one_signs_in_and_sees_a_live_page_that_breaks_no_policy(
        ColorScheme colors
    )
    {
        await using var site = await Site.StartAsync([
            $"Security:ViewerKey={Key}",
            "PathBase=/clicks",
        ]);
        await using var dashboard = await browser.OpenAsync(
            new Uri(site.Address, "clicks/?window=300"),
            new() { ColorScheme = colors }
        );
        var page = dashboard.Page;
        await Assertions.Expect(page.GetByLabel("Key")).ToBeFocusedAsync();
        dashboard.Complaints.ShouldBeEmpty();

        await page.GetByLabel("Key").FillAsync(Key);
        await page.Keyboard.PressAsync("Enter");

        await Assertions
            .Expect(page)
            .ToHaveURLAsync(new Uri(site.Address, "clicks/?window=300").ToString());
        await dashboard.IsLiveAsync();
        (await dashboard.LinesAsync(2))[^1].Closed.ShouldNotBeEmpty();
        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_key_is_said_to_be_one_and_leaving_closes_the_page_again()
    {
        await using var site = await Site.StartAsync([$"Security:ViewerKey={Key}"]);
        await using var dashboard = await browser.OpenAsync(site.Address);
        var page = dashboard.Page;

        await page.GetByLabel("Key").FillAsync("guess");
        await page.Keyboard.PressAsync("Enter");
        await Assertions
            .Expect(page.GetByRole(AriaRole.Alert))
            .ToHaveTextAsync("That is not the key.");

        await page.GetByLabel("Key").FillAsync(Key);
        await page.Keyboard.PressAsync("Enter");
        await dashboard.IsLiveAsync();

        await page.GotoAsync(new Uri(site.Address, "sign-in").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync(site.Address.ToString());
        await Assertions.Expect(page.GetByLabel("Key")).ToBeVisibleAsync();
    }
}
