using ClickDash.EndToEnd.Browsing;

namespace ClickDash.EndToEnd;

/// <summary>A second that is drawn as finished is finished.</summary>
public sealed class SteadyLoadTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_finished_second_never_dips()
    {
        await using var site = await Site.StartAsync(["Simulator:Rate=300"]);
        await using var dashboard = await browser.OpenAsync(site.Address);
        await dashboard.IsLiveAsync();

        var frames = (await dashboard.LinesAsync(10)).Select(line => line.ClosedByTime()).ToArray();

        var newest = frames.Select(frame => frame.Keys.Max()).ToArray();
        newest[^1].ShouldBeGreaterThanOrEqualTo(newest[0] + 5000);
        for (var i = 1; i < frames.Length; i++)
        {
            var (before, after) = (frames[i - 1], frames[i]);
            newest[i].ShouldBeGreaterThanOrEqualTo(newest[i - 1]);
            foreach (var (at, value) in before.Where(point => point.Key >= after.Keys.Min()))
            {
                after.ShouldContainKey(at);
                after[at].ShouldBeGreaterThanOrEqualTo(value);
            }
        }

        // Nor was it drawn as finished while half of it was still to come.
        foreach (var at in newest)
        {
            var first = frames.First(frame => frame.ContainsKey(at))[at];
            var last = frames.Last(frame => frame.ContainsKey(at))[at];
            first.ShouldBeGreaterThanOrEqualTo(0.8 * last);
        }
    }
}
