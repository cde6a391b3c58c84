using System.Text;
using ClickDash.Core.Wire;
using ClickDash.Server.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Live;

public sealed class LiveHubTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_viewer_gets_a_snapshot_then_frames_that_bring_it_up_to_date()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        await using var hub = await server.ConnectAsync(patience.Token);
        Snapshot? picture = null;
        var frames = 0;

        await foreach (
            var message in hub.StreamAsync<LiveMessage>(
                "Watch",
                new ViewRequest(300, "page", 5),
                patience.Token
            )
        )
        {
            if (picture is null)
            {
                picture = message.Snapshot.ShouldNotBeNull();
                picture.View.ShouldBe(new ViewRequest(300, "page", 5));
                await server.ProduceAsync(
                    [.. Enumerable.Repeat("""{"page":"/hub"}"""u8.ToArray(), 7)],
                    patience.Token
                );
                continue;
            }

            frames += message.Frame is null ? 0 : 1;
            picture = message.Snapshot ?? picture.Apply(message.Frame!).ShouldNotBeNull();
            if (frames > 0 && picture.Ranking is [{ Name: "/hub", Count: 7 }])
            {
                break;
            }
        }

        picture!.Total.Sum().ShouldBe(7);
    }

    [Fact]
    public async Task A_wrong_view_is_refused_in_words()
    {
        await using var hub = await server.ConnectAsync(TestContext.Current.CancellationToken);

        var refusal = await Should.ThrowAsync<HubException>(() =>
            FirstAsync(hub, new ViewRequest(61))
        );

        refusal.Message.ShouldContain("window is 61; it takes 60, 300, 900, 3600 (seconds).");
    }

    [Fact]
    public async Task A_connection_watches_eight_views_and_no_more()
    {
        await using var hub = await server.ConnectAsync(TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource(ServerFixture.Patience);
        List<IAsyncEnumerator<LiveMessage>> watched = [];
        for (var top = 1; top <= LiveHub.MostViewsAConnection; top++)
        {
            var stream = hub.StreamAsync<LiveMessage>(
                    "Watch",
                    new ViewRequest(Top: top),
                    stop.Token
                )
                .GetAsyncEnumerator(stop.Token);
            (await stream.MoveNextAsync()).ShouldBeTrue();
            watched.Add(stream);
        }

        var refusal = await Should.ThrowAsync<HubException>(() =>
            FirstAsync(hub, new ViewRequest(Top: 99))
        );
        refusal.Message.ShouldContain("at most 8 views");
        foreach (var stream in watched)
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Garbage_ends_that_connection_alone()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        var address = new UriBuilder(server.Http.BaseAddress!) { Scheme = "ws", Path = "live" }.Uri;
        await socket.ConnectAsync(address, patience.Token);

        await socket.SendAsync(
            Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e{garbage\u001e"),
            System.Net.WebSockets.WebSocketMessageType.Text,
            endOfMessage: true,
            patience.Token
        );
        var buffer = new byte[4096];
        while (socket.State == System.Net.WebSockets.WebSocketState.Open)
        {
            await socket.ReceiveAsync(buffer, patience.Token);
        }

        await using var hub = await server.ConnectAsync(patience.Token);
        (await FirstAsync(hub, new ViewRequest())).Snapshot.ShouldNotBeNull();
    }

    private static async Task<LiveMessage> FirstAsync(HubConnection hub, ViewRequest request)
    {
        await foreach (
            var message in hub.StreamAsync<LiveMessage>(
                "Watch",
                request,
                TestContext.Current.CancellationToken
            )
        )
        {
            return message;
        }

        throw new InvalidOperationException("The stream ended without a message.");
    }
}
