using System.Net.Http.Json;
using System.Text.Json;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>The published server against a real broker: every click is in its page's own second, and none is there twice.</summary>
public sealed class RealBrokerTests(RealBrokerFixture fixture) : IClassFixture<RealBrokerFixture>
{
    private const int Clicks = 100_000;
    private const int Partitions = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _topic = $"clicks-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_hundred_thousand_clicks_are_counted_exactly()
    {
        await using var server = await StartAsync();
        var sent = await SendAsync(fixture.Broker.BootstrapServers);
        await CheckAsync(server, sent);
    }

    [Fact]
    public async Task The_courses_own_producer_is_counted_exactly()
    {
        var producer = await CourseProducer.FindAsync();
        Assert.SkipWhen(producer is null, "There is no python3 with kafka-python.");
        await using var server = await StartAsync();
        var sent = await producer!.SendAsync(
            "course_producer.py",
            fixture.Broker.BootstrapServers,
            _topic,
            Clicks,
            Newest()
        );
        await CheckAsync(server, sent);
    }

    private static long Newest() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private async Task<ProductServer> StartAsync()
    {
        Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");
        Assert.SkipWhen(
            KafkaInstallation.SkipReason is not null,
            KafkaInstallation.SkipReason ?? ""
        );
        await fixture.Broker.CreateTopicAsync(_topic, Partitions);
        return await ProductServer.StartAsync([
            "--ClickDash:Kafka:BootstrapServers",
            fixture.Broker.BootstrapServers,
            "--ClickDash:Kafka:Topic",
            _topic,
            "--ClickDash:Kafka:StartFrom",
            "earliest",
        ]);
    }

    private async Task<SentClicks> SendAsync(string servers)
    {
        using var producer = new ClickProducer(servers);
        var chance = new Random(5202);
        var newest = Newest();
        var sent = new SentClicks();
        for (var i = 0; i < Clicks; i++)
        {
            // Squared, so that pages differ in rank.
            var page = $"/page-{Math.Pow(chance.NextDouble(), 2) * 30:0}";
            var ts = newest - chance.Next(50_000);
            await producer.SendAsync(_topic, JsonSerializer.SerializeToUtf8Bytes(new { ts, page }));
            sent.Add(page, ts / 1000);
        }

        await producer.FlushAsync(TestContext.Current.CancellationToken);
        producer.Delivered.ShouldBe(Clicks, producer.LastProblem);
        return sent;
    }

    private static async Task CheckAsync(ProductServer server, SentClicks sent)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var totals = await TotalsAsync(http);
        totals.Clicks.ShouldBe(Clicks);
        totals.Messages.ShouldBe(Clicks);
        totals.Dropped.Values.Sum().ShouldBe(0);
        totals.Partitions.Length.ShouldBe(Partitions);
        (totals.Messages + totals.Skipped).ShouldBe(
            totals.Partitions.Sum(partition => partition.Next - partition.Start)
        );

        // Five minutes, because sending may have taken more than the ten seconds that a minute leaves.
        var seen = (
            await http.GetFromJsonAsync(
                "api/snapshot?window=300&top=1000",
                WireJson.Default.Snapshot,
                TestContext.Current.CancellationToken
            )
        )!;
        SentClicks.Of(seen).ShouldBe(sent);
        seen.Ranking.Select(row => (row.Name, row.Count)).ShouldBe(sent.Ranking());
        seen.Kpi.Total.ShouldBe(Clicks);
    }

    private static async Task<Totals> TotalsAsync(HttpClient http)
    {
        using var end = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var totals = (
                await http.GetFromJsonAsync("api/totals", WireJson.Default.Totals, end.Token)
            )!;
            if (totals.Messages >= Clicks)
            {
                return totals;
            }

            await poll.WaitForNextTickAsync(end.Token);
        }
    }
}
