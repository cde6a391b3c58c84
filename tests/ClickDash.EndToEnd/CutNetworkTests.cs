using System.Text.RegularExpressions;
using ClickDash.EndToEnd.Browsing;
using ClickDash.Testing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>A network that goes and comes back.</summary>
[Collection(DemoSite.Name)]
public sealed partial class CutNetworkTests(BrowserFixture browser, DemoSite demo)
{
    [Fact]
    public async Task A_cut_network_is_said_and_heals_without_a_gap()
    {
        var site = demo.Site;
        await using var relay = Relay.To(site.Address);
        await using var dashboard = await browser.OpenAsync(relay.Address);
        await dashboard.IsLiveAsync();

        relay.Stall();
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync(StaleFor());
        await relay.CutAsync();
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("Reconnecting…");
        var last = (await dashboard.LineAsync()).Closed[^1].At;
        await Poll.UntilAsync(
            () => site.SnapshotAsync(),
            now => Closed(now).Keys.Max() > last + 8000,
            "eight seconds to miss"
        );
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("Reconnecting…");

        relay.Restore();
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("Live");

        // A late click may change a second between the two readings: then they are read again.
        await Poll.UntilAsync(
            async () => (Server: await site.SnapshotAsync(), Page: await dashboard.LineAsync()),
            both => ShowsAll(both.Page, both.Server, last),
            "the line to have the seconds that were missed"
        );
        dashboard.Complaints.Where(text => !NetworkLine().IsMatch(text)).ShouldBeEmpty();
    }

    /// <summary>Whether both have the minute, missed seconds included, and agree on each second of it.</summary>
    private static bool ShowsAll(DrawnLine page, Core.Wire.Snapshot server, long last)
    {
        var drawn = page.ClosedByTime();
        var counted = Closed(server);
        var common = counted.Keys.Where(drawn.ContainsKey).ToArray();
        return common.Length >= 50
            && Enumerable.Range(1, 8).All(i => common.Contains(last + i * 1000))
            && common.All(at => Math.Abs(drawn[at] - counted[at]) < 0.01);
    }

    private static Dictionary<long, long> Closed(Core.Wire.Snapshot picture) =>
        Enumerable
            .Range(0, picture.Open)
            .ToDictionary(i => picture.Start + i * picture.Step, i => picture.Total[i] ?? -1);

    [GeneratedRegex("^\\s*Stale\\s*for [3-9]\\ss\\s*$", RegexOptions.None, 1000)]
    private static partial Regex StaleFor();

    /// <summary>What the browser itself writes when it cannot reach a server.</summary>
    [GeneratedRegex(
        "^(WebSocket connection to 'ws:|Failed to load resource: net::ERR_)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NetworkLine();
}
