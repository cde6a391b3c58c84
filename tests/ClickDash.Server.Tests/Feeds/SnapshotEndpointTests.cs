using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;

namespace ClickDash.Server.Tests.Feeds;

public sealed class SnapshotEndpointTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("?window=-5", "window", "window is -5; it takes 60, 300, 900, 3600 (seconds).")]
    [InlineData("?window=soon", "window", "window is 'soon'; it takes a whole number.")]
    [InlineData("?window=60&window=300", "window", "window is given 2 times; it takes one value.")]
    [InlineData("?feed=51", "feed", "feed is 51; it takes 0 to 50.")]
    [InlineData(
        "?filter=status:abc",
        "filter",
        "filter is 'status:abc'; a status is 100 to 599, a class such as 5xx, a prefix such as 40*, or (none)."
    )]
    [InlineData("?top=1001", "top", "top is 1001; it takes 1 to 1000.")]
    [InlineData(
        "?split=colour",
        "split",
        "split is 'colour'; it takes page, country, referrer, device, status, source, host, campaign, browser."
    )]
    [InlineData(
        "?colour=red",
        "colour",
        "colour is not a parameter; there are window, split, top, filter, feed."
    )]
    [InlineData(
        "?filter=AU",
        "filter",
        "filter is 'AU'; it takes dimension:value, for example country:AU."
    )]
    [InlineData(
        "?filter=colour:red",
        "filter",
        "filter is 'colour:red'; before the colon it takes page, country, referrer, device, status, source, host, campaign, browser."
    )]
    public async Task A_wrong_query_is_refused_by_name(
        string query,
        string parameter,
        string problem
    )
    {
        using var response = await server.Http.GetAsync($"api/snapshot{query}", Stop);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problems = await response.Content.ReadFromJsonAsync<ValidationProblemDetails>(Stop);
        problems!.Errors[parameter].ShouldBe([problem]);
        problems.Detail.ShouldBe(problem);
    }

    [Theory]
    [InlineData("", 60, 1000)]
    [InlineData("?window=300", 300, 1000)]
    [InlineData("?window=900", 900, 1000)]
    [InlineData("?window=3600", 360, 10_000)]
    public async Task A_window_has_exactly_its_buckets_and_the_last_one_holds_now(
        string query,
        int buckets,
        long step
    )
    {
        var picture = await server.SnapshotAsync(query, Stop);

        picture.Total.Length.ShouldBe(buckets);
        picture.Step.ShouldBe(step);
        (picture.Now - picture.Start).ShouldBeInRange((buckets - 1) * step, buckets * step - 1);
        picture.Total.ShouldAllBe(count => count == 0);
    }
}
