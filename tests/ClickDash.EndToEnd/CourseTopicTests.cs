using System.Net.Http.Json;
using ClickDash.Core.Wire;
using ClickDash.EndToEnd.Browsing;
using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>The course's own topics, sent by its own producers to a real broker and read by the published server as they are.</summary>
public sealed class CourseTopicTests(RealBrokerFixture fixture, BrowserFixture browser)
    : IClassFixture<RealBrokerFixture>
{
    // An hour of the lesson, and a bit.
    private const int Clicks = 4000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("clickstream", "fit5202", "course_clickstream.py")]
    [InlineData("w10_access_log", "access-log", "course_access_log.py")]
    public async Task A_lessons_topic_is_counted_and_drawn_exactly(
        string topic,
        string format,
        string script
    )
    {
        Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");
        Assert.SkipWhen(
            KafkaInstallation.SkipReason is not null,
            KafkaInstallation.SkipReason ?? ""
        );
        var producer = await CourseProducer.FindAsync();
        Assert.SkipWhen(producer is null, "There is no python3 with kafka-python.");
        await using var server = await ProductServer.StartAsync([
            "--ClickDash:Kafka:BootstrapServers",
            fixture.Broker.BootstrapServers,
            "--ClickDash:Kafka:Topic",
            topic,
            "--ClickDash:Kafka:StartFrom",
            "earliest",
            "--ClickDash:Format",
            format,
        ]);
        var sent = await producer!.SendAsync(
            script,
            fixture.Broker.BootstrapServers,
            topic,
            Clicks,
            DateTimeOffset.UtcNow.ToUnixTimeSeconds()
        );

        using var http = new HttpClient { BaseAddress = server.Address };
        var expected = sent.Ranking().Sum(page => page.Clicks);
        var totals = await TotalsAsync(http, expected);
        totals.Clicks.ShouldBe(expected);
        totals.Dropped.Values.Sum().ShouldBe(0);
        totals.Ignored.ShouldBe(0);
        // Five minutes, because starting and sending may take more than the ten seconds that a minute leaves.
        var seen = (
            await http.GetFromJsonAsync(
                "api/snapshot?window=300&top=1000",
                WireJson.Default.Snapshot,
                TestContext.Current.CancellationToken
            )
        )!;
        SentClicks.Of(seen).ShouldBe(sent);
        seen.Kpi.Total.ShouldBe(expected);

        await using var dashboard = await browser.OpenAsync(new Uri(server.Address, "?window=300"));
        await dashboard.IsLiveAsync();
        DrawnBar[] bars =
        [
            .. sent.Ranking()
                .Take(View.Default.Top)
                .Select(page => new DrawnBar(page.Page, page.Clicks)),
        ];
        await Poll.UntilAsync(dashboard.BarsAsync, bars.SequenceEqual, $"{bars[0]} …");
        dashboard.Complaints.ShouldBeEmpty();
    }

    private static async Task<Totals> TotalsAsync(HttpClient http, long clicks)
    {
        using var end = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var totals = (
                await http.GetFromJsonAsync("api/totals", WireJson.Default.Totals, end.Token)
            )!;
            // Both: the last messages may hold no click.
            if (totals.Clicks >= clicks && totals.Partitions.Sum(partition => partition.Lag) == 0)
            {
                return totals;
            }

            await poll.WaitForNextTickAsync(end.Token);
        }
    }
}
