using System.Globalization;
using System.Text;
using ClickDash.EndToEnd.Browsing;
using ClickDash.Kafka;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>The scenes of windows, traffic and pages that go together: each page shows the numbers of what was sent.</summary>
public sealed class FoldSceneTests(BrowserFixture browser)
{
    [Fact]
    public async Task Windows_show_each_window_s_clicks_and_what_came_too_late()
    {
        await using var site = await Site.StartAsync(["Simulator:Rate=0"]);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        // The beginning of a window some twenty seconds ago.
        var start = (now / 10_000 - 2) * 10_000;
        await SendAsync(
            site,
            "clicks",
            [
                .. new[] { 1, 2, 3, 15, -8 }.Select(second =>
                    $$"""{"ts":{{start + (second * 1000)}},"page":"/p","user":"ann"}"""
                ),
            ]
        );
        await using var dashboard = await browser.OpenAsync(
            new Uri(site.Address, "windows?delay=10")
        );
        var page = dashboard.Page;

        await Assertions.Expect(page.Locator("#tumbling-taken")).ToHaveTextAsync("4");
        await Assertions.Expect(page.Locator("#tumbling-dropped")).ToHaveTextAsync("1");
        await Assertions
            .Expect(page.Locator($"g.tumbling[data-start='{Text(start)}']"))
            .ToHaveAttributeAsync("data-count", "3");
        await Assertions
            .Expect(page.Locator($"g.tumbling[data-start='{Text(start - 10_000)}']"))
            .ToHaveAttributeAsync("data-missed", "1");
        await Assertions
            .Expect(page.Locator($"g.hopping[data-start='{Text(start + 10_000)}']"))
            .ToHaveAttributeAsync("data-count", "1");
        await Assertions.Expect(page.Locator(".missed-clicks li")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "45 s late" }).ClickAsync();

        await Assertions
            .Expect(page.Locator("#thrown"))
            .ToHaveTextAsync("5 clicks sent, 45 s late");
        await Assertions.Expect(page.Locator("#tumbling-dropped")).ToHaveTextAsync("6");
        // Who waits longer keeps them.
        await page.Locator("#delay").PressAsync("End");
        await Assertions.Expect(page.Locator("output")).ToHaveTextAsync("30 s");
        await Assertions.Expect(page.Locator("#tumbling-taken")).Not.ToHaveTextAsync("4");
        await Assertions
            .Expect(page)
            .ToHaveURLAsync(new Uri(site.Address, "windows?delay=30").ToString());
        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Traffic_shows_vehicles_on_the_map_near_a_place_and_what_was_dropped()
    {
        await using var site = await Site.StartAsync(["Simulator:Rate=0"]);
        await using var dashboard = await browser.OpenAsync(new Uri(site.Address, "traffic"));
        var page = dashboard.Page;

        await SendAsync(
            site,
            "iot-data-event",
            Vehicle("v-1", "Route-37", "Bus", "33.9", speed: 40, fuel: 60),
            Vehicle("v-2", "Route-37", "Taxi", "33.1", speed: 60, fuel: 9),
            Vehicle("v-3", "Route-82", "Bus", "34.5", speed: 30, fuel: 60),
            Vehicle("v-4", "Route-82", "Bus", "91", speed: 30, fuel: 60)
        );

        await Assertions.Expect(page.Locator("g.vehicle")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("[data-near='Red River']")).ToHaveTextAsync("1");
        await Assertions
            .Expect(page.Locator(".panel-routes tbody tr").First.Locator("td"))
            .ToHaveTextAsync(["2", "50.0", "1"]);
        await Assertions
            .Expect(page.Locator("g.route-window.open").First)
            .ToHaveAttributeAsync("data-count", "3");
        await Assertions
            .Expect(page.Locator(".foot .warn"))
            .ToHaveTextAsync(
                "1 dropped, latitude out of range: latitude is '91'; it takes a number from -90 to 90"
            );
        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Together_names_a_page_s_neighbours_and_how_many_sessions_say_so()
    {
        await using var site = await Site.StartAsync(["Simulator:Rate=0"]);
        await SendAsync(
            site,
            "clicks",
            [
                .. Enumerable
                    .Range(0, 20)
                    .SelectMany(i =>
                        (i % 2 == 0 ? ["/tea", "/teapot"] : new[] { "/knife", "/board" }).Select(
                            one => $$"""{"page":"{{one}}","session":"s{{i}}"}"""
                        )
                    ),
            ]
        );
        await using var dashboard = await browser.OpenAsync(
            new Uri(site.Address, "together?page=/tea")
        );
        var page = dashboard.Page;

        await Assertions.Expect(page.Locator("#sessions")).ToHaveTextAsync("20");
        var neighbour = page.Locator(".neighbours li");
        await Assertions.Expect(neighbour).ToHaveCountAsync(1);
        await Assertions.Expect(neighbour).ToHaveAttributeAsync("data-page", "/teapot");
        await Assertions.Expect(neighbour).ToHaveAttributeAsync("data-shared", "10");

        await page.Locator(".pages")
            .GetByRole(AriaRole.Button, new() { Name = "/knife" })
            .ClickAsync();

        await Assertions.Expect(neighbour).ToHaveAttributeAsync("data-page", "/board");
        dashboard.Complaints.ShouldBeEmpty();
    }

    private static string Vehicle(
        string id,
        string route,
        string type,
        string latitude,
        int speed,
        int fuel
    ) =>
        $$"""{"vehicleId":"{{id}}","vehicleType":"{{type}}","routeId":"{{route}}","longitude":"-95.5","latitude":"{{latitude}}","timestamp":"2026-11-20 02:00:00","speed":{{speed}}.0,"fuelLevel":{{fuel}}.0}""";

    private static string Text(long time) => time.ToString(CultureInfo.InvariantCulture);

    private static async Task SendAsync(Site site, string topic, params string[] messages)
    {
        using var producer = new ClickProducer(await site.BrokerAsync());
        foreach (var message in messages)
        {
            // One partition keeps their order, which the watermark goes by.
            await producer.SendAsync(
                topic,
                Encoding.UTF8.GetBytes(message),
                "one"u8.ToArray(),
                cancellation: TestContext.Current.CancellationToken
            );
        }

        await producer.FlushAsync(TestContext.Current.CancellationToken);
    }
}
