using System.Text;
using ClickDash.Kafka;

namespace ClickDash.Server.Tests.Feeds;

public sealed class SeveralTopicsTests(SeveralTopicsTests.Fixture server)
    : IClassFixture<SeveralTopicsTests.Fixture>
{
    [Fact]
    public async Task Topics_of_different_formats_are_counted_together_and_told_apart()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        using var producer = new ClickProducer(server.Broker);
        for (var i = 0; i < 3; i++)
        {
            await producer.SendAsync(
                "clicks",
                Encoding.UTF8.GetBytes("{\"page\":\"/shop\"}"),
                cancellation: patience.Token
            );
        }

        var now = DateTimeOffset.UtcNow.ToString("dd/MMM/yyyy:HH:mm:ss '+0000'");
        for (var i = 0; i < 2; i++)
        {
            await producer.SendAsync(
                "logs",
                Encoding.UTF8.GetBytes(
                    $"10.0.0.1 - - [{now}] \"GET /log HTTP/1.1\" 404 12 \"-\" \"curl/8\""
                ),
                cancellation: patience.Token
            );
        }

        await producer.FlushAsync(patience.Token);
        var totals = await server.TotalsAfterAsync(5, patience.Token);

        totals.Clicks.ShouldBe(5);
        totals.Partitions.Select(one => one.Topic).Distinct().ShouldBe(["clicks", "logs"]);
        totals.AddsUp.ShouldBeTrue();
        var picture = await server.SnapshotAsync("?split=source&window=300", patience.Token);
        picture.Ranking.Select(row => (row.Name, row.Count)).ShouldBe([("clicks", 3), ("logs", 2)]);
        var logs = await server.SnapshotAsync("?filter=source:logs&window=300", patience.Token);
        logs.Ranking.Select(row => (row.Name, row.Count)).ShouldBe([("/log", 2)]);
    }

    public sealed class Fixture : ServerFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } =
            new Dictionary<string, string>
            {
                ["ClickDash:Topics:0:Topic"] = "clicks",
                ["ClickDash:Topics:1:Topic"] = "logs",
                ["ClickDash:Topics:1:Format"] = "access-log",
            };
    }
}
