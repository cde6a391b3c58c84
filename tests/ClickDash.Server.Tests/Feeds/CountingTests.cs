using System.Text;
using ClickDash.Core.Wire;

namespace ClickDash.Server.Tests.Feeds;

/// <summary>What is produced to Kafka is what the end points say, message by message.</summary>
public sealed class CountingTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Every_message_is_counted_as_what_it_is()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        await server.ProduceAsync(
            [
                Json("""{"page":"/a"}"""),
                Json($$"""{"page":"/a","ts":{{now}}}"""),
                Json("""{"page":"/ts-text","ts":"yesterday"}"""),
                Json("""{"page":"/ts-null","ts":null}"""),
                Json("""{"page":"/<script>alert(1)</script>"}"""),
                Json("""{"page":"/negative","ts":-5}"""),
                Json("""{"page":"/year-9999","ts":"9999-01-01T00:00:00Z"}"""),
                Json($$"""{"page":"/ahead","ts":{{now + 3_600_000}}}"""),
                Json($$"""{"page":"/late","ts":{{now - 30_000}}}"""),
                Json($$"""{"page":"/too-late","ts":{{now - 3_600_000}}}"""),
                Json("not json"),
                Json("""{"user":"u-1"}"""),
                Json("""{"page":""}"""),
                [(byte)'{', 0xFF, 0xFE],
                null,
                Json($$"""{"page":"/{{new string('x', 10_000)}}"}"""),
                Json($$"""{"page":"/big","more":"{{new string('x', 900_000)}}"}"""),
                Json("""{"page":"/the-next-good-one"}"""),
            ],
            patience.Token
        );
        var totals = await server.TotalsAfterAsync(18, patience.Token);

        totals.Messages.ShouldBe(18);
        totals.Clicks.ShouldBe(10);
        totals.Late.ShouldBe(1);
        totals.Retimed.ShouldBe(3);
        totals.Dropped["malformed"].ShouldBe(4);
        totals.Ignored.ShouldBe(1, "a message without a value says nothing");
        totals.Dropped["too_large"].ShouldBe(2);
        totals.Dropped["too_late"].ShouldBe(1);
        totals.AddsUp.ShouldBeTrue();

        var picture = await server.SnapshotAsync("?window=60&split=page&top=20", patience.Token);
        picture.Kpi.Total.ShouldBe(10);
        picture.Ranking[0].ShouldBe(new RankedValue("/a", 2, 0));
        picture.Ranking.ShouldContain(value => value.Name == "/<script>alert(1)</script>");
        picture.Ranking.ShouldContain(value => value.Name == "/the-next-good-one");
        picture.Ingest.Demo.ShouldBeTrue();
        picture.Ingest.Broker.ShouldBe(server.Broker);
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);
}
