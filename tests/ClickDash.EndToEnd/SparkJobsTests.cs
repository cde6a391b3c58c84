using System.Text;
using ClickDash.EndToEnd.Browsing;
using ClickDash.Testing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>The lessons' jobs give what a pocket calculator gives of the same messages.</summary>
public sealed class SparkJobsTests(SparkJobsFixture spark, BrowserFixture browser)
    : IClassFixture<SparkJobsFixture>
{
    private const long Minute = SparkJobsFixture.Minute;

    [Fact]
    public Task Words_are_counted_as_they_come() =>
        LastsAsync(
            "words",
            "words.counts",
            """{"word":"to","count":2}""",
            """{"word":"be","count":2}""",
            """{"word":"or","count":1}""",
            """{"word":"not","count":1}""",
            """{"word":"that","count":1}""",
            """{"word":"is","count":1}""",
            """{"word":"\"the\"","count":1}""",
            """{"word":"question","count":1}"""
        );

    [Fact]
    public async Task The_page_of_words_finds_its_own_counts_and_sparks_the_same_word_by_word()
    {
        Assert.SkipWhen(SparkJobsFixture.SkipReason is not null, SparkJobsFixture.SkipReason ?? "");
        await using var site = await Site.StartAsync([
            $"Kafka:BootstrapServers={spark.Servers}",
            "Kafka:Topic=clickstream",
        ]);
        await using var words = await browser.OpenAsync(new Uri(site.Address, "words"));

        await Assertions.Expect(words.Page.Locator("#total")).ToHaveTextAsync("10");
        await Assertions.Expect(words.Page.Locator("#spark-total")).ToHaveTextAsync("10");
        await Assertions
            .Expect(words.Page.Locator("#apart"))
            .ToHaveTextAsync("✓ the same, word by word");
        words.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Impressions_are_summed_by_minute_of_the_hour()
    {
        Assert.SkipWhen(SparkJobsFixture.SkipReason is not null, SparkJobsFixture.SkipReason ?? "");
        string[] expected =
        [
            $$"""{"second":{{Minute}},"page":"minute 07","count":185}""",
            $$"""{"second":{{Minute + 60}},"page":"minute 08","count":180}""",
            $$"""{"second":{{Minute + 120}},"page":"minute 09","count":7}""",
        ];
        // Not the last ones: the late clicks of the test below are of these minutes too.
        await TopicText.ReadAsync(
            spark.Servers,
            "clickstream.minutes",
            seen => expected.All(row => seen.Any(one => one.Value == row))
        );
    }

    [Fact]
    public async Task Finished_windows_are_told_once_and_later_clicks_of_theirs_are_dropped()
    {
        Assert.SkipWhen(
            SparkInstallation.ParquetSkipReason is not null,
            SparkInstallation.ParquetSkipReason ?? ""
        );
        // Those that end at least the watermark's ten seconds before the newest click, of 121 s.
        string[] first =
        [
            Window(0, 35),
            .. Enumerable.Range(1, 10).Select(window => Window(window * 10, 30)),
        ];
        await LastsAsync("late_events", "clickstream.windows", first);
        await TopicText.SendAsync(
            spark.Servers,
            "clickstream",
            [
                SparkJobsFixture.Click(Minute + 2, 1000),
                SparkJobsFixture.Click(Minute + 119, 1),
                SparkJobsFixture.Click(Minute + 145, 1),
            ]
        );
        await LastsAsync(
            "late_events",
            "clickstream.windows",
            [.. first, Window(110, 31), Window(120, 7)]
        );
        var files = Directory.GetFiles(
            Path.Combine(spark.Job("late_events").Folder, "data", "spark", "late_events.parquet"),
            "*.parquet"
        );
        files.ShouldNotBeEmpty();
        files
            .Select(file => Encoding.ASCII.GetString(File.ReadAllBytes(file), 0, 4))
            .ShouldAllBe(start => start == "PAR1");
    }

    [Fact]
    public async Task Requests_are_counted_by_status_and_those_that_failed_are_told()
    {
        await LastsAsync(
            "log_analysis",
            "w10_access_log.counts",
            $$"""{"second":{{Minute}},"page":"/a","status":"200","count":2}""",
            $$"""{"second":{{Minute}},"page":"/b","status":"404","count":1}""",
            $$"""{"second":{{Minute + 1}},"page":"/a","status":"500","count":1}"""
        );
        var failed = await TopicText.ReadAsync(
            spark.Servers,
            "w10_access_log.failed",
            seen => seen.Count >= 2
        );
        failed.Select(one => one.Key).ShouldBe(["404", "500"], ignoreOrder: true);
        failed.ShouldAllBe(one => one.Value.StartsWith("192.0.2.7 - - ["));
    }

    [Fact]
    public Task Means_are_of_windows_of_five_seconds() =>
        LastsAsync(
            "granularity",
            "week11_agg_data",
            // The newest is 29 s: windows up to 20 s are over.
            [
                .. Enumerable
                    .Range(0, 4)
                    .Select(window =>
                        $$"""{"ts":{{Minute + window * 5}},"value":{{window * 5 + 2}}.0}"""
                    ),
            ]
        );

    [Fact]
    public async Task Climate_and_fires_meet_at_a_geohash()
    {
        Assert.SkipWhen(SparkJobsFixture.SkipReason is not null, SparkJobsFixture.SkipReason ?? "");
        var pairs = await TopicText.ReadAsync(
            spark.Servers,
            "climate.fires",
            seen => seen.Count >= 1
        );
        pairs.Single().Key.ShouldBe("r1r");
        pairs
            .Single()
            .Value.ShouldEndWith(
                ""","geohash":"r1r","air":21.5,"humidity":40.0,"wind":12.0,"surface":55.5,"confidence":80.0}"""
            );
    }

    private static string Window(int second, int count) =>
        $$"""{"second":{{Minute + second}},"page":"(all)","count":{{count}}}""";

    /// <summary>The last message of each key.</summary>
    private async Task LastsAsync(string job, string topic, params string[] expected)
    {
        Assert.SkipWhen(SparkJobsFixture.SkipReason is not null, SparkJobsFixture.SkipReason ?? "");
        IEnumerable<string> lasts = [];
        try
        {
            await TopicText.ReadAsync(
                spark.Servers,
                topic,
                seen =>
                {
                    lasts = seen.GroupBy(one => one.Key).Select(key => key.Last().Value);
                    return expected.Order().SequenceEqual(lasts.Order());
                }
            );
        }
        catch (TimeoutException)
        {
            lasts.Order().ShouldBe(expected.Order(), spark.Job(job).Log);
        }
    }
}
