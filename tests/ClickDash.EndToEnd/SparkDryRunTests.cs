using System.Text.Json;
using ClickDash.Kafka;
using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>Before Spark counts, it tells how many rows it would send and what the dashboard needs for them.</summary>
public sealed class SparkDryRunTests
{
    // 2026-11-24T08:07:00Z.
    private const long Minute = 1_795_507_620;

    [Fact]
    public async Task A_dry_run_tells_the_rows_that_would_be_sent_and_sends_none()
    {
        Assert.SkipWhen(SparkJobsFixture.SkipReason is not null, SparkJobsFixture.SkipReason ?? "");
        await using var broker = await KafkaBroker.StartOwnAsync();
        var topic = "clicks";
        await broker.CreateTopicAsync(topic, 2);
        await SendAsync(broker.BootstrapServers, topic);

        var log = await DryAsync(
            broker.BootstrapServers,
            topic,
            "--by",
            "page,country,host",
            "--kept",
            "00:00:10"
        );

        log.ShouldContain(
            "counts: 120 clicks of 119 s would be 60 rows by page, country, host; nothing was sent"
        );
        log.ShouldContain("rows a second: 0.5 on average, 1 at most; rows a minute: 30 at most");
        log.ShouldContain("distinct values: page 2, country 1, host 1");
        log.ShouldContain(
            "rows within 00:00:10: 6 at most; with ClickDash:Live:AllowedLateness 00:00:10 the dashboard keeps 1048576"
        );
        using var browser = new TopicBrowser(broker.BootstrapServers);
        browser.Topics().ShouldNotContain(one => one.Topic == $"{topic}.counts");
    }

    private static async Task SendAsync(string servers, string topic)
    {
        using var producer = new ClickProducer(servers);
        for (var i = 0; i < 120; i++)
        {
            // Two clicks each other second, of one page.
            var second = Minute + i / 2 * 2;
            await producer.SendAsync(
                topic,
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        ts = second * 1000,
                        page = $"/{i / 2 % 2}",
                        country = "NZ",
                        host = i % 2 == 0 ? "Shop.example" : "shop.example",
                    }
                ),
                timestamp: second * 1000
            );
        }

        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await producer.FlushAsync(end.Token);
    }

    private static async Task<string> DryAsync(
        string servers,
        string topic,
        params string[] options
    )
    {
        await using var job = await SparkJob.StartAsync(
            "counts",
            servers,
            ["--topic", topic, "--to", $"{topic}.counts", "--dry", .. options],
            until: "rows within"
        );
        return job.Log;
    }
}
