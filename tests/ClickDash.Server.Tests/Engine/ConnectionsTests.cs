using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClickDash.Server.Tests.Engine;

public sealed class ConnectionsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData(0, 250)]
    [InlineData(125, 250)]
    [InlineData(126, 1000)]
    [InlineData(1000, 2000)]
    [InlineData(5000, 10_000)]
    public void All_who_are_connected_are_asked_to_come_back_no_faster_than_the_server_takes_them_in(
        int viewers,
        int milliseconds
    )
    {
        var connections = new Connections(
            new ClickDashSettings(),
            NullLogger<Connections>.Instance
        );
        for (var i = 0; i < viewers; i++)
        {
            connections.TryEnter();
        }

        connections.Backoff.ShouldBe(new Backoff(milliseconds, Longest: 5000));
    }

    [Fact]
    public async Task The_connection_that_a_viewer_negotiates_on_is_closed()
    {
        using var answer = await server.Http.PostAsync(
            new Uri("live/negotiate?negotiateVersion=1", UriKind.Relative),
            content: null,
            TestContext.Current.CancellationToken
        );

        answer.EnsureSuccessStatusCode();
        answer.Headers.ConnectionClose.ShouldBe(true);
    }
}
