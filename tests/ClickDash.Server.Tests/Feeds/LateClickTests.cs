using System.Net;
using System.Net.Http.Json;
using ClickDash.Core.Wire;
using ClickDash.Scenes;
using ClickDash.Scenes.Windows;

namespace ClickDash.Server.Tests.Feeds;

/// <summary>The presenter throws in late clicks, and what the windows make of them.</summary>
public sealed class LateClickTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Late_clicks_go_through_Kafka_and_are_dropped_by_what_does_not_wait_for_them()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        await server.ProduceAsync(
            ["{\"page\":\"/\",\"user\":\"ann\"}"u8.ToArray()],
            patience.Token
        );
        await PictureAsync(30, picture => picture.Clicks > 0, patience.Token);

        using var answer = await ThrowAsync(new LateClicks(Seconds: 28, Count: 3));

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var waits = await PictureAsync(30, picture => picture.Clicks > 3, patience.Token);
        var hurries = await PictureAsync(0, picture => picture.Clicks > 3, patience.Token);
        waits.Tumbling.Dropped.ShouldBe(0);
        waits.Tumbling.ByEvent.Sum(window => window.Late).ShouldBe(3);
        hurries.Tumbling.Dropped.ShouldBe(3);
        hurries.Missed.Length.ShouldBe(3);
        hurries.Missed[0].Page.ShouldBe("/thrown-in-late");
    }

    [Theory]
    [InlineData(0, 5, "seconds is 0; it takes 1 to 60.")]
    [InlineData(61, 5, "seconds is 61; it takes 1 to 60.")]
    [InlineData(10, 51, "count is 51; it takes 1 to 50.")]
    public async Task What_cannot_be_thrown_in_is_told(int seconds, int count, string problem)
    {
        using var answer = await ThrowAsync(new LateClicks(seconds, count));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        ).ShouldContain(problem);
    }

    private Task<HttpResponseMessage> ThrowAsync(LateClicks late) =>
        server.Http.PostAsJsonAsync(
            "api/scenes/windows/late",
            late,
            SceneJson.Default.LateClicks,
            TestContext.Current.CancellationToken
        );

    private Task<WindowsPicture> PictureAsync(
        int delay,
        Func<WindowsPicture, bool> isRight,
        CancellationToken cancellation
    ) =>
        server.PictureAsync(
            "windows",
            new() { ["delay"] = $"{delay}" },
            WindowsJson.Default.WindowsPicture,
            isRight,
            cancellation
        );
}
