using System.Net;
using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>A broker that is not there, and a server that dies.</summary>
public sealed class OutageTests(BrowserFixture browser)
{
    [Fact]
    public async Task Without_its_broker_the_page_says_so_in_words()
    {
        // Nobody listens on port 1.
        await using var site = await Site.StartAsync(["Kafka:BootstrapServers=127.0.0.1:1"]);

        await using var dashboard = await browser.OpenAsync(site.Address);

        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("No broker");
        var notice = dashboard.Page.Locator(".notice");
        await Assertions.Expect(notice).ToContainTextAsync("No connection to the broker");
        await Assertions.Expect(notice).ToContainTextAsync("127.0.0.1:1");
        await Assertions.Expect(dashboard.Page.Locator(".badge")).ToHaveCountAsync(0);
        using var ready = await site.GetAsync("healthz/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var live = await site.GetAsync("healthz/live");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_dies_is_missed_and_one_in_its_place_is_found()
    {
        await using var first = await Site.StartAsync([]);
        await using var dashboard = await browser.OpenAsync(first.Address);
        await dashboard.IsLiveAsync();

        await first.KillAsync();
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("Reconnecting…");

        await using var second = await Site.StartAsync([], first.Address.Port);
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("Live");
        // The second server's own picture: its broker is another one.
        await Assertions
            .Expect(dashboard.Page.Locator(".foot"))
            .ToContainTextAsync(await second.BrokerAsync());
        var drawn = await dashboard.LinesAsync(2);
        drawn[1].Closed[^1].At.ShouldBeGreaterThan(drawn[0].Closed[^1].At);
    }
}
