using System.Text;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Feeds;

/// <summary>A filtered view has its whole past at once, by REST and by the hub.</summary>
public sealed class FilterTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Query =
        "?window=300&split=country&filter=page:/products/*&filter=device:mobile&filter=device:tablet";

    [Fact]
    public async Task Filters_of_one_dimension_mean_or_and_of_different_ones_and()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        await server.ProduceAsync(
            [
                Click("/products/a", "AU", "mobile"),
                Click("/products/b", "AU", "tablet"),
                Click("/products/b", "NZ", "mobile"),
                Click("/products/b", "NZ", "desktop"),
                Click("/cart", "AU", "mobile"),
            ],
            patience.Token
        );
        await server.TotalsAfterAsync(5, patience.Token);

        var picture = await server.SnapshotAsync(Query, patience.Token);

        picture.Ranking.ShouldBe([new RankedValue("AU", 2, 0), new RankedValue("NZ", 1, 0)]);
        picture.View.Filters.ShouldBe(["device:mobile", "device:tablet", "page:/products/*"]);
        picture.Reach.ShouldBeLessThanOrEqualTo(picture.Start);

        await using var hub = await server.ConnectAsync(patience.Token);
        await foreach (
            var message in hub.StreamAsync<LiveMessage>("Watch", picture.View, patience.Token)
        )
        {
            message.Snapshot.ShouldNotBeNull().Ranking.ShouldBe(picture.Ranking);
            break;
        }
    }

    private static byte[] Click(string page, string country, string device) =>
        Encoding.UTF8.GetBytes(
            $$"""{"page":"{{page}}","country":"{{country}}","device":"{{device}}"}"""
        );
}
