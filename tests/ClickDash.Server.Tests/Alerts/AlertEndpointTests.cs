using System.Net.Http.Json;
using ClickDash.Core.Alerts;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Alerts;

/// <summary>A server with two rules, judged by what is really read.</summary>
public sealed class AlertEndpointTests(AlertEndpointTests.Fixture server)
    : IClassFixture<AlertEndpointTests.Fixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clicks_with_errors_fire_and_are_told_at_both_addresses()
    {
        await server.ProduceAsync(
            Enumerable.Repeat("""{"page":"/a","status":500}"""u8.ToArray(), 10),
            Stop
        );
        var told = await StatusesAsync(until: all => all[0].State == AlertState.Firing);

        told.Select(one => (one.Name, one.Kind, one.State))
            .ShouldBe([
                ("too many errors", AlertKind.ErrorShareAbove, AlertState.Firing),
                ("lag-above", AlertKind.LagAbove, AlertState.Ok),
            ]);
        (await server.SnapshotAsync("", Stop))
            .Marks.Select(mark => (mark.Kind, mark.Text))
            .ShouldBe([(MarkKind.Alert, "too many errors")]);
        told[0].Value.ShouldBe(1);
        told[0].History.ShouldHaveSingleItem().To.ShouldBe(AlertState.Firing);
        (await server.Http.GetStringAsync("metrics", Stop)).ShouldContain(
            "clickdash_alert{otel_scope_name=\"ClickDash\",name=\"too many errors\"} 1"
        );
    }

    /// <summary>The rules once they stand so; frames come more often than rules are judged.</summary>
    private async Task<AlertStatus[]> StatusesAsync(Func<AlertStatus[], bool> until)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(ServerFixture.Patience);
        await using var hub = await server.ConnectAsync(patience.Token);
        await foreach (
            var _ in hub.StreamAsync<LiveMessage>("Watch", new ViewRequest(), patience.Token)
        )
        {
            var statuses = (
                await server.Http.GetFromJsonAsync(
                    "api/alerts",
                    AlertJson.Default.AlertStatusArray,
                    patience.Token
                )
            )!;
            if (until(statuses))
            {
                return statuses;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    public sealed class Fixture : ServerFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } =
            new Dictionary<string, string>
            {
                ["ClickDash:Alerts:0:Kind"] = "error-share-above",
                ["ClickDash:Alerts:0:Name"] = "too many errors",
                ["ClickDash:Alerts:0:Threshold"] = "0.5",
                ["ClickDash:Alerts:1:Kind"] = "lag-above",
                ["ClickDash:Alerts:1:Threshold"] = "1000",
            };
    }
}
