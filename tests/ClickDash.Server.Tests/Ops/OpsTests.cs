using System.Net;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Ops;

public sealed class OpsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_reads_is_ready()
    {
        await server.ProduceAsync(["""{"page":"/a"}"""u8.ToArray()], Stop);
        await server.TotalsAfterAsync(1, Stop);

        (await server.Http.GetStringAsync("healthz/ready", Stop)).ShouldBe("ok\n");
        (await server.Http.GetStringAsync("healthz/live", Stop)).ShouldBe("ok\n");
    }

    [Fact]
    public async Task The_metrics_say_what_the_contract_names()
    {
        await server.ProduceAsync(["""{"page":"/a"}"""u8.ToArray()], Stop);
        await server.TotalsAfterAsync(1, Stop);
        // A tick is noted when it is over: by then the next one's frame has come.
        await using var hub = await server.ConnectAsync(Stop);
        await hub.StreamAsync<LiveMessage>("Watch", new ViewRequest(), Stop)
            .Take(3)
            .ToArrayAsync(Stop);

        var metrics = await server.Http.GetStringAsync("metrics", Stop);

        foreach (
            var name in (string[])
                [
                    "clickdash_messages_total",
                    "clickdash_clicks_total",
                    "clickdash_late_total",
                    "clickdash_dropped_total{otel_scope_name=\"ClickDash\",reason=\"malformed\"}",
                    "clickdash_lag{otel_scope_name=\"ClickDash\",partition=\"0\",topic=\"clicks\"}",
                    "clickdash_users_approximate{otel_scope_name=\"ClickDash\"} 0",
                    "clickdash_viewers",
                    "clickdash_scene_viewers{otel_scope_name=\"ClickDash\",scene=\"values\"}",
                    "clickdash_frame_seconds_count",
                ]
        )
        {
            metrics.ShouldContain($"\n{name}");
        }
    }
}

/// <summary>A server whose Kafka is not there.</summary>
public sealed class NoBrokerTests(NoBrokerTests.Fixture server)
    : IClassFixture<NoBrokerTests.Fixture>
{
    [Fact]
    public async Task It_starts_is_alive_and_says_why_it_is_not_ready()
    {
        using var ready = await server.Http.GetAsync(
            "healthz/ready",
            TestContext.Current.CancellationToken
        );

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (
            await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        ).ShouldContain("127.0.0.1:1");
        (
            await server.Http.GetStringAsync("healthz/live", TestContext.Current.CancellationToken)
        ).ShouldBe("ok\n");
    }

    [Fact]
    public async Task Its_pictures_say_so()
    {
        var picture = await server.SnapshotAsync("", TestContext.Current.CancellationToken);

        picture.Ingest.State.ShouldBe(Core.Wire.IngestState.Connecting);
        picture.Ingest.Demo.ShouldBeFalse();
    }

    public sealed class Fixture : ServerFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } =
            new Dictionary<string, string> { ["ClickDash:Kafka:BootstrapServers"] = "127.0.0.1:1" };
    }
}
