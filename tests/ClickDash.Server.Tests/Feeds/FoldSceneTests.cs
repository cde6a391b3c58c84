using System.Text;
using ClickDash.Kafka;
using ClickDash.Scenes.Together;
using ClickDash.Scenes.Traffic;

namespace ClickDash.Server.Tests.Feeds;

/// <summary>Scenes on the real server: what is in a topic is in the picture.</summary>
public sealed class FoldSceneTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Pages_that_sessions_saw_together_are_learnt_beside_the_ticks()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        await server.ProduceAsync(
            Enumerable
                .Range(0, 20)
                .SelectMany(i =>
                    new[]
                    {
                        i % 2 == 0 ? "/tea" : "/knife",
                        i % 2 == 0 ? "/teapot" : "/board",
                    }.Select(page =>
                        Encoding.UTF8.GetBytes($$"""{"page":"{{page}}","session":"s{{i}}"}""")
                    )
                ),
            patience.Token
        );

        var picture = await server.PictureAsync(
            "together",
            new() { ["page"] = "/tea" },
            TogetherJson.Default.TogetherPicture,
            picture => picture.Model?.Sessions == 20,
            patience.Token
        );

        var neighbour = picture.Neighbours.ShouldHaveSingleItem();
        (neighbour.Page, neighbour.Shared, neighbour.ByChance).ShouldBe(("/teapot", 10, 5));
        neighbour.Closeness.ShouldBeGreaterThan(0.9);
        var losses = picture.Model!.Losses;
        losses.Zip(losses.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First);
    }

    [Fact]
    public async Task A_vehicle_at_91_degrees_is_dropped_with_a_word_and_the_others_are_on_the_map()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        using var producer = new ClickProducer(server.Broker);
        foreach (var latitude in (string[])["33.9", "91", "33.1"])
        {
            await producer.SendAsync(
                "iot-data-event",
                Encoding.UTF8.GetBytes(
                    $$"""{"vehicleId":"v{{latitude}}","vehicleType":"Bus","routeId":"Route-37","longitude":"-95.5","latitude":"{{latitude}}","speed":50.0,"fuelLevel":12.0}"""
                ),
                cancellation: patience.Token
            );
        }

        await producer.FlushAsync(patience.Token);

        var picture = await server.PictureAsync(
            "traffic",
            [],
            TrafficJson.Default.TrafficPicture,
            picture => picture.Readings + picture.Problems.Sum(one => one.Count) == 3,
            patience.Token
        );

        picture.Problems.ShouldBe([
            new TrafficProblem(
                "latitude out of range",
                1,
                "latitude is '91'; it takes a number from -90 to 90"
            ),
        ]);
        picture.OnMap.Length.ShouldBe(2);
        picture.Places[0].Vehicles.ShouldBe(1);
        picture.Routes.ShouldBe([new RouteNow("Route-37", 2, 50, 2)]);
    }
}
