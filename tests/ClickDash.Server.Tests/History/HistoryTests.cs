using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClickDash.Core.Wire;
using ClickDash.Server.History;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Tests.History;

public sealed class HistoryTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    // Yesterday noon, so that minutes answer for it.
    private static readonly DateTimeOffset Day = new DateTimeOffset(
        DateTime.UtcNow.Date,
        TimeSpan.Zero
    ).AddHours(-12);

    [Fact]
    public async Task The_past_is_counted_by_the_step_that_is_asked_for()
    {
        await SendAsync(("/a", 0), ("/a", 61), ("/b", 62), ("/a", 3600));

        var picture = await HistoryAsync($"from={Ms(0)}&to={Ms(7200)}&step=60");

        picture.Step.ShouldBe(60_000);
        picture.Total.Length.ShouldBe(120);
        picture.Total[0].ShouldBe(1);
        picture.Total[1].ShouldBe(2);
        picture.Total[60].ShouldBe(1);
        picture.Ranking.ShouldBe([new("/a", 3, 0), new("/b", 1, 0)]);
        picture.Kpi.Total.ShouldBe(4);
        var hours = await HistoryAsync($"from={Ms(0)}&to={Ms(7200)}&step=3600&filter=page:/a");
        hours.Total.ShouldBe([2, 1]);
        hours.View.Filters.ShouldBe(["page:/a"]);
        var later = await HistoryAsync($"from={Ms(3600)}&to={Ms(7200)}&step=3600");
        later.Kpi.PreviousTotal.ShouldBe(3);
        later.Previous.ShouldBe([3]);
    }

    [Fact]
    public async Task A_table_has_the_same_numbers()
    {
        await SendAsync(("/x,\"y\"", -7200), ("=sum", -7200));

        var csv = await server.Http.GetStringAsync(
            $"api/history?from={Ms(-7200)}&to={Ms(0)}&step=3600&format=csv&filter=page:/x*&filter=page:%3Dsum",
            TestContext.Current.CancellationToken
        );

        var from = Day.AddHours(-2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var next = Day.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        csv.ShouldBe($"time,total,\"/x,\"\"y\"\"\",'=sum\r\n{from},2,1,1\r\n{next},0,0,0\r\n");
    }

    [Theory]
    [InlineData("from=yesterday", "from", "it takes a time such as")]
    [InlineData("from=2026-01-02&to=2026-01-01", "from", "which is not before to")]
    [InlineData("from=2020-01-01&to=2020-01-02&step=60", "step", "a multiple of 3600")]
    [InlineData(
        "from=2020-01-01&to=2026-01-02&step=3600",
        "step",
        "it takes one that makes up to 4000"
    )]
    [InlineData("split=page&filter=country:AU", "filter", "history takes one dimension")]
    [InlineData("zone=Atlantis/Capital", "zone", "it takes an offset")]
    [InlineData("format=xml", "format", "it takes json or csv")]
    [InlineData("top=0", "top", "it takes 1 to 1000")]
    [InlineData("window=60", "window", "is not a parameter")]
    [InlineData(
        "from=0001-01-02&to=9999-12-30",
        "to",
        "is '9999-12-30'; it takes a time from 1970-01-01 to 2100-01-01"
    )]
    [InlineData("to=0001-01-01", "to", "is '0001-01-01'; it takes a time from 1970-01-01")]
    [InlineData("from=0001-01-02", "from", "it takes a time from 1970-01-01")]
    [InlineData("from=2026", "from", "is '2026'; it takes a time such as")]
    [InlineData("to=1795165200", "to", "is '1795165200'; it takes a time such as")]
    [InlineData("from=99999999999999999", "from", "it takes a time from 1970-01-01")]
    [InlineData("to=9999-12-31T23:59:59.9999999-14:00", "to", "it takes a time")]
    [InlineData("from=1971-01-01&step=day&zone=%2B05:45", "step", "up to 4000")]
    [InlineData("step=fortnight", "step", "day, week, month or")]
    [InlineData("step=0", "step", "day, week, month or")]
    [InlineData("visitors=yes", "visitors", "it takes true or false")]
    [InlineData("visitors=true&filter=page:/a", "visitors", "not by value")]
    [InlineData("visitors=true&step=60", "visitors", "whole quarters")]
    [InlineData("content=another", "content", "is 'another'; it takes clicks")]
    public async Task A_wrong_query_is_refused_in_words(string query, string parameter, string word)
    {
        using var answer = await server.Http.GetAsync(
            $"api/history?{query}",
            TestContext.Current.CancellationToken
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var errors = JsonDocument.Parse(body).RootElement.GetProperty("errors");
        errors.GetProperty(parameter)[0].GetString().ShouldNotBeNull().ShouldContain(word);
    }

    [Theory]
    [InlineData("2026-11-22T00:00:00+11:00", "Australia/Melbourne")]
    [InlineData("2026-11-21T13:00:00Z", "+11:00")]
    [InlineData("2026-11-22", "Australia/Melbourne")]
    public void Days_begin_where_the_zone_says(string from, string zone)
    {
        HistoryQueryReader
            .TryRead(
                new Microsoft.AspNetCore.Http.QueryCollection(
                    new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>
                    {
                        ["from"] = from,
                        ["to"] = "2026-11-24T00:00:00+11:00",
                        ["step"] = "86400",
                        ["zone"] = zone,
                    }
                ),
                DateTimeOffset.Parse("2026-11-24T00:00:00Z"),
                new StoreSettings(),
                out var query,
                out var problem
            )
            .ShouldBeTrue(problem.Text);

        query!.Start.ShouldBe(
            DateTimeOffset.Parse("2026-11-21T13:00:00Z").ToUnixTimeMilliseconds()
        );
        query.Buckets.ShouldBe(2);
    }

    private static long Ms(int after) => Day.AddSeconds(after).ToUnixTimeMilliseconds();

    private async Task SendAsync(params (string Page, int Second)[] clicks)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var before = (await server.TotalsAsync(cancellation)).Messages;
        using var producer = new Kafka.ClickProducer(server.Broker);
        foreach (var (page, second) in clicks)
        {
            await producer.SendAsync(
                "clicks",
                JsonSerializer.SerializeToUtf8Bytes(new { page }),
                timestamp: Ms(second),
                cancellation: cancellation
            );
        }

        await producer.FlushAsync(cancellation);
        await server.TotalsAfterAsync(before + clicks.Length, cancellation);
    }

    private async Task<Snapshot> HistoryAsync(string query) =>
        (
            await server.Http.GetFromJsonAsync(
                $"api/history?{query}",
                WireJson.Default.Snapshot,
                TestContext.Current.CancellationToken
            )
        )!;
}
