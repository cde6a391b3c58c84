using System.Net.Http.Json;
using ClickDash.Core.Wire;
using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>Phones and the projector that shows their taps, the real page of a phone among them.</summary>
public sealed class AudienceTests(BrowserFixture browser)
{
    private const int Phones = 50;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_tap_is_one_dot_and_one_click()
    {
        await using var site = await Site.StartAsync(["Simulator:Rate=0"]);
        using var http = new HttpClient { BaseAddress = site.Address };
        await using var projector = await browser.OpenAsync(new Uri(site.Address, "present"));
        await Assertions.Expect(projector.Status).Not.ToHaveTextAsync("Connecting…");
        await projector.Page.Keyboard.PressAsync("j");
        var dots = projector.Page.Locator(".dots li");
        var join = await http.GetFromJsonAsync("api/join", WireJson.Default.JoinInfo, Stop);
        await Assertions
            .Expect(projector.Page.Locator(".join-problem"))
            .ToContainTextAsync("Phones cannot reach this server");

        await using var phone = await browser.OpenAsync(
            new Uri(site.Address, $"join/{join!.Room}"),
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        await phone.Page.Locator("button[value='/cart']").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("#word")).ToContainTextAsync("was read after");
        await Assertions.Expect(dots).ToHaveCountAsync(1);
        await Assertions.Expect(dots.First).ToHaveAttributeAsync("data-taps", "1");

        await Task.WhenAll(
            Enumerable.Range(1, Phones - 1).Select(_ => JoinAndTapAsync(http, join.Room))
        );

        await Assertions.Expect(dots).ToHaveCountAsync(Phones);
        await Assertions
            .Expect(projector.Page.Locator(".dots li[data-taps='1']"))
            .ToHaveCountAsync(Phones);
        await Poll.UntilAsync(
            () => site.SnapshotAsync("?window=300"),
            now => now.Kpi.Total == Phones,
            $"{Phones} clicks"
        );
        projector.Complaints.ShouldBeEmpty();
        phone.Complaints.ShouldBeEmpty();
    }

    private static async Task JoinAndTapAsync(HttpClient http, string room)
    {
        using var joined = await http.PostAsync($"join/{room}/phones", null, Stop);
        var phone = await joined.Content.ReadFromJsonAsync(WireJson.Default.JoinedPhone, Stop);
        using var tapped = await http.PostAsJsonAsync(
            $"join/{room}/taps",
            new TapRequest(phone!.Id, phone.Pages[0]),
            WireJson.Default.TapRequest,
            Stop
        );
        tapped.EnsureSuccessStatusCode();
    }
}
