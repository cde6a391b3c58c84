using System.Globalization;
using System.Text.Json;
using ClickDash.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace ClickDash.EndToEnd;

/// <summary>The course's lessons: their producers as taught, a real broker, and the numbers that are drawn in a browser.</summary>
public sealed class LessonTests(CourseSite course, BrowserFixture browser)
    : IClassFixture<CourseSite>
{
    private const string Values = "values-chart";

    [Fact]
    public async Task The_lecture_demo_draws_the_running_total()
    {
        await using var page = await OpenAsync("values?preset=lecture");
        var sent = await course.SendAsync("lecture", 25);
        var total = 0.0;
        var totals = sent.Select(one => one.GetString()!.Split(','))
            .Select(columns => total += Number(columns[1]) + Number(columns[2]))
            .ToArray();

        await DrawsAsync(page, Values, "total", totals[^10..]);
        await Assertions
            .Expect(page.Page.Locator("#total"))
            .ToHaveTextAsync(total.ToString("#,0", CultureInfo.InvariantCulture));
        var traces = await DrawnTraces.Of(page.Page, Values);
        traces
            .Single(trace => trace.Name == "newest")
            .Text.ShouldBe(total.ToString("#,0", CultureInfo.InvariantCulture));
        page.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Scenarios_1_to_4_draw_the_newest_ten_each_in_its_way()
    {
        await using var page = await OpenAsync("values?preset=scenario-1");
        var sent = await course.SendAsync("scenario", 30);
        var values = sent.Select(one => Number(one.GetString()!.Split(',')[1])).ToArray();
        var newest = values[^10..];

        await DrawsAsync(page, Values, "values", newest);

        await page.Page.Locator("#preset").SelectOptionAsync("scenario-2");
        await DrawsAsync(page, Values, "highest", [newest.Max()]);
        await DrawsAsync(page, Values, "lowest", [newest.Min()]);
        var marks = await DrawnTraces.Of(page.Page, Values);
        var at = sent[^10..][Array.IndexOf(newest, newest.Max())].GetString()!.Split(',')[0];
        // The hour is the browser's own.
        marks.Single(trace => trace.Name == "highest").Text!.ShouldContain(at[2..]);

        await page.Page.Locator("#preset").SelectOptionAsync("scenario-3");
        await DrawsAsync(page, Values, "arrival", newest);
        await DrawsAsync(page, Values, "values", newest);

        await page.Page.Locator("#preset").SelectOptionAsync("scenario-4");
        await DrawsAsync(
            page,
            Values,
            "moving",
            [.. Enumerable.Range(20, 10).Select(i => values[(i - 4)..(i + 1)].Average())]
        );
        page.Page.Url.ShouldEndWith("/values?preset=scenario-4");
        page.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Scenario_5_draws_a_line_a_producer_and_their_mean_by_second()
    {
        await using var page = await OpenAsync("values?preset=scenario-5");
        var sent = await course.SendAsync("scenario-5", 12);

        var lines = Enumerable
            .Range(1, 3)
            .Select(i =>
                sent.Where(one => one.TryGetProperty($"producer05-{i}", out _))
                    .Select(one => one.GetProperty($"producer05-{i}").GetDouble())
                    .ToArray()[^10..]
            )
            .ToArray();

        await DrawsAsync(
            page,
            Values,
            "together",
            [.. Enumerable.Range(0, 10).Select(i => lines.Average(line => line[i]))]
        );
        (await DrawnTraces.Of(page.Page, Values))
            .Where(trace => trace.Name == "values")
            .Select(trace => trace.Values)
            .ShouldBe(lines);
        page.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Granularity_draws_the_values_and_their_mean_by_five_seconds()
    {
        await using var page = await OpenAsync("values?preset=granularity");
        var sent = await course.SendAsync("granularity", 100);
        var rows = sent.Select(one =>
                (At: one.GetProperty("ts").GetInt64(), Value: one.GetProperty("value").GetDouble())
            )
            .ToArray();

        await DrawsAsync(page, Values, "values", [.. rows[^90..].Select(row => row.Value)]);
        var first = rows[^90].At / 5 * 5;
        var means = rows.Where(row => row.At >= first)
            .GroupBy(row => row.At / 5)
            .Select(window => Math.Round(window.Average(row => row.Value), 6));
        // A step has a beginning and an end.
        await DrawsAsync(
            page,
            Values,
            "means",
            [.. means.SelectMany(mean => new[] { mean, mean })]
        );
        page.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sensors_draw_a_line_each_and_all_as_one()
    {
        await using var page = await OpenAsync("values?preset=sensors");
        var sent = await course.SendAsync("sensors", 20);
        var lines = sent.ToLookup(
            one => one.GetProperty("uid").GetString(),
            one => Number(one.GetProperty("temperature").GetString()!)
        );

        foreach (var uid in new[] { "1", "2", "3" })
        {
            // Lines stand in the order in which their sensors were first heard of.
            await Poll.UntilAsync(
                () => DrawnTraces.Of(page.Page, Values),
                traces =>
                    traces.Any(trace =>
                        trace.Name == "values" && trace.Values.SequenceEqual(lines[uid])
                    ),
                $"the line of sensor {uid}"
            );
        }

        (await DrawnTraces.Of(page.Page, Values))
            .Single(trace => trace.Name == "merged")
            .Values.Order()
            .ShouldBe(lines.SelectMany(line => line).Order());
        page.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_are_counted_and_Sparks_counts_stand_beside_them()
    {
        await using var page = await OpenAsync("words");
        var sent = await course.SendAsync("words", 200);
        var counts = sent.SelectMany(line => line.GetString()!.Split(' '))
            .GroupBy(word => word)
            .Select(word => (Word: word.Key, Count: (double)word.Count()))
            .OrderByDescending(word => word.Count)
            .ThenBy(word => word.Word, StringComparer.Ordinal)
            .ToArray();

        await DrawsAsync(page, "words-chart", "ours", [.. counts.Select(word => word.Count)]);
        await Assertions.Expect(page.Page.Locator("#total")).ToHaveTextAsync("1,600");
        await Assertions
            .Expect(page.Page.Locator(".spark-waits"))
            .ToContainTextAsync("does not exist");

        await course.CountAsync(counts.Select(word => (word.Word, (long)word.Count)));
        await DrawsAsync(page, "words-chart", "spark", [.. counts.Select(word => word.Count)]);
        await Assertions.Expect(page.Page.Locator("#apart")).ToContainTextAsync("the same");

        await course.CountAsync([("the", 1)]);
        await Assertions.Expect(page.Page.Locator("#apart")).ToContainTextAsync("apart");
        page.Complaints.ShouldBeEmpty();
    }

    private static double Number(string text) =>
        double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private Task<Dashboard> OpenAsync(string address) =>
        browser.OpenAsync(new Uri(course.Site.Address, address));

    private static async Task DrawsAsync(
        Dashboard page,
        string chart,
        string trace,
        double[] expected,
        int number = 0
    ) =>
        await Poll.UntilAsync(
            async () =>
                (await DrawnTraces.Of(page.Page, chart))
                    .Where(one => one.Name == trace)
                    .ElementAtOrDefault(number)
                    ?.Values.Select(value => Math.Round(value, 5))
                    .ToArray()
                ?? [],
            values => values.SequenceEqual(expected.Select(value => Math.Round(value, 5))),
            $"{trace} {string.Join(", ", expected)}"
        );
}
