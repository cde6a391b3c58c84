using System.Net;
using System.Text;
using ClickDash.Core.Wire;
using ClickDash.EndToEnd.Browsing;
using ClickDash.Kafka;
using ClickDash.Testing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>A real broker that dies and returns, and a topic that is deleted and made anew, as the page shows them.</summary>
public sealed class BrokerOutageTests(BrowserFixture browser)
{
    private const string Topic = "clicks";
    private const int Partitions = 2;
    private const int Clicks = 200;

    [Fact]
    public async Task A_broker_that_dies_and_returns_is_missed_and_loses_nothing()
    {
        await using var broker = await BrokerAsync();
        await using var site = await SiteAsync(broker);
        await using var dashboard = await browser.OpenAsync(site.Address);
        await ReadyAsync(site, HttpStatusCode.OK);
        await SendAsync(broker);
        await CountedAsync(site, Clicks);
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("Live");

        await broker.KillAsync();
        await Assertions
            .Expect(dashboard.Status)
            .ToHaveTextAsync("No broker", new() { Timeout = 60_000 });
        await ReadyAsync(site, HttpStatusCode.ServiceUnavailable);
        (await site.SnapshotAsync()).Gaps.ShouldContain(gap => gap.Reason == "not_read");

        await broker.StartAgainAsync();
        await ReadyAsync(site, HttpStatusCode.OK);
        await Assertions.Expect(dashboard.Status).ToHaveTextAsync("Live");
        await SendAsync(broker);
        var totals = await CountedAsync(site, 2 * Clicks);
        totals.Messages.ShouldBe(2 * Clicks);
        IsEven(totals).ShouldBeTrue();
    }

    [Fact]
    public async Task A_topic_made_anew_leaves_a_gap_with_its_reason_and_its_clicks_count()
    {
        await using var broker = await BrokerAsync();
        await using var site = await SiteAsync(broker);
        await using var dashboard = await browser.OpenAsync(site.Address);
        await SendAsync(broker);
        await CountedAsync(site, Clicks);

        await broker.DeleteTopicAsync(Topic);
        await broker.CreateTopicAsync(Topic, Partitions);
        await SendAsync(broker);

        var totals = await CountedAsync(site, 2 * Clicks);
        IsEven(totals).ShouldBeTrue();
        var picture = await site.SnapshotAsync();
        picture.Gaps.ShouldContain(gap => gap.Reason.Contains("made anew"));
        // On the chart, as it is drawn: the reason stands within the hatched stretch.
        await Poll.UntilAsync(
            () =>
                dashboard.Page.EvaluateAsync<string>(
                    "() => document.getElementById('line-chart').data?.find((trace) => trace.name === 'gaps')?.text?.join(' ') ?? ''"
                ),
            text => text.Contains("made anew", StringComparison.Ordinal),
            "the gap on the chart"
        );
    }

    private static async Task<KafkaBroker> BrokerAsync()
    {
        Assert.SkipWhen(
            KafkaInstallation.OwnBrokerSkipReason is not null,
            KafkaInstallation.OwnBrokerSkipReason ?? ""
        );
        var broker = await KafkaBroker.StartOwnAsync();
        await broker.CreateTopicAsync(Topic, Partitions);
        return broker;
    }

    private static Task<Site> SiteAsync(KafkaBroker broker) =>
        Site.StartAsync([
            $"Kafka:BootstrapServers={broker.BootstrapServers}",
            $"Kafka:Topic={Topic}",
            "Kafka:StartFrom=earliest",
        ]);

    private static async Task SendAsync(KafkaBroker broker)
    {
        using var producer = new ClickProducer(broker.BootstrapServers);
        for (var i = 0; i < Clicks; i++)
        {
            await producer.SendAsync(Topic, Encoding.UTF8.GetBytes($$"""{"page":"/p{{i % 7}}"}"""));
        }

        await producer.FlushAsync(TestContext.Current.CancellationToken);
        producer.Delivered.ShouldBe(Clicks, producer.LastProblem);
    }

    private static Task<HttpStatusCode> ReadyAsync(Site site, HttpStatusCode status) =>
        Poll.UntilAsync(
            async () =>
            {
                using var answer = await site.GetAsync("healthz/ready");
                return answer.StatusCode;
            },
            code => code == status,
            $"/healthz/ready to be {status}"
        );

    private static Task<Totals> CountedAsync(Site site, long clicks) =>
        Poll.UntilAsync(site.TotalsAsync, totals => totals.Clicks >= clicks, $"{clicks} clicks");

    /// <summary>Messages and offsets without one are all the offsets that were passed.</summary>
    private static bool IsEven(Totals totals) => totals.AddsUp;
}
