using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Scenes;
using ClickDash.Scenes.Values;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Feeds;

public sealed class SceneTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task One_who_watches_gets_each_message_of_the_topic_in_the_picture()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        await using var hub = await server.ConnectAsync(patience.Token);
        var sent = 0;

        await foreach (
            var message in Watch(hub, "values", new() { ["topic"] = "LectureDemo" }, patience.Token)
        )
        {
            var picture = message.Picture.Deserialize(ValuesJson.Default.ValuesPicture)!;
            if (picture.Messages == sent)
            {
                if (sent == 3)
                {
                    picture.Lines[0].Total.ShouldBe(12);
                    // What another test has just scraped is given again for a moment.
                    using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
                    while (
                        !(await server.Http.GetStringAsync("metrics", patience.Token)).Contains(
                            "clickdash_scene_viewers{otel_scope_name=\"ClickDash\",scene=\"values\"} 1\n",
                            StringComparison.Ordinal
                        )
                    )
                    {
                        await pace.WaitForNextTickAsync(patience.Token);
                    }

                    break;
                }

                await ProduceAsync("LectureDemo", $"10:00:0{sent++},5,-1", patience.Token);
            }
        }
    }

    [Fact]
    public async Task A_topic_that_is_not_there_is_a_word_and_asking_does_not_create_it()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);

        var message = await SceneAsync("api/scenes/values?topic=week11_orig_data", patience.Token);

        message.Status.Ingest.State.ShouldBe(IngestState.WaitingForTopic);
        message.Status.Ingest.Message.ShouldStartWith(
            "The topic 'week11_orig_data' does not exist yet on "
        );
        message.Status.Waiting.ShouldBe(["week11_orig_data"]);
        var scenes = await server.Http.GetFromJsonAsync(
            "api/scenes",
            SceneJson.Default.SceneEntryArray,
            patience.Token
        );
        scenes!
            .Single(scene => scene.Name == "values")
            .Topics.ShouldContain(
                new SceneTopicEntry("week11_orig_data", Messages: null, Simulated: false)
            );
    }

    [Fact]
    public async Task The_same_is_got_by_REST_with_all_that_was_sent_before()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        for (var i = 0; i < 5; i++)
        {
            await ProduceAsync("Week9-Topic", $"10:00:0{i}, {i * 10}", patience.Token);
        }

        var message = await SceneAsync("api/scenes/values?preset=scenario-2", patience.Token);

        message.Status.Scene.ShouldBe("values");
        var line = message
            .Picture.Deserialize(ValuesJson.Default.ValuesPicture)!
            .Lines.ShouldHaveSingleItem();
        line.Points.Select(point => point.Value).ShouldBe([0, 10, 20, 30, 40]);
        line.Highest.ShouldBe(4);

        // What the broker keeps is asked for once in two seconds.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await HasDataAsync("values", patience.Token))
        {
            await pace.WaitForNextTickAsync(patience.Token);
        }
    }

    private async Task<bool> HasDataAsync(string name, CancellationToken cancellation)
    {
        var scenes = await server.Http.GetFromJsonAsync(
            "api/scenes",
            SceneJson.Default.SceneEntryArray,
            cancellation
        );
        return scenes!.Single(scene => scene.Name == name).HasData;
    }

    [Theory]
    [InlineData("nothing", "There is no scene 'nothing'; there are values")]
    [InlineData("values?topic=secret", "topic is 'secret'; it takes LectureDemo, Week9-Topic")]
    [InlineData("values?last=abc", "last is 'abc'; it takes a whole number from 2 to 120.")]
    public async Task What_there_is_not_is_refused_in_words(string address, string word)
    {
        using var answer = await server.Http.GetAsync(
            new Uri($"api/scenes/{address}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        JsonDocument
            .Parse(text)
            .RootElement.GetProperty("detail")
            .GetString()!
            .ShouldStartWith(word);
        await using var hub = await server.ConnectAsync(TestContext.Current.CancellationToken);
        var query = address.Split('?', '=');
        var refusal = await Should.ThrowAsync<HubException>(async () =>
        {
            await foreach (
                var _ in Watch(
                    hub,
                    query[0],
                    query.Length > 2 ? new() { [query[1]] = query[2] } : [],
                    TestContext.Current.CancellationToken
                )
            ) { }
        });
        refusal.Message.ShouldContain(word);
    }

    private static IAsyncEnumerable<SceneMessage> Watch(
        HubConnection hub,
        string scene,
        Dictionary<string, string> parameters,
        CancellationToken cancellation
    ) => hub.StreamAsync<SceneMessage>("WatchScene", scene, parameters, cancellation);

    private async Task<SceneMessage> SceneAsync(string address, CancellationToken cancellation) =>
        (
            await server.Http.GetFromJsonAsync(
                address,
                SceneJson.Default.SceneMessage,
                cancellation
            )
        )!;

    private async Task ProduceAsync(string topic, string value, CancellationToken cancellation)
    {
        using var producer = new ClickProducer(server.Broker);
        await producer.SendAsync(topic, Encoding.UTF8.GetBytes(value), cancellation: cancellation);
        await producer.FlushAsync(cancellation);
    }
}
