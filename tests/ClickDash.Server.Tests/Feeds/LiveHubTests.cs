using System.Net.Http.Json;
using System.Text;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Feeds;

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
        for (var top = 1; top <= 8; top++)
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
    public async Task A_thousand_views_from_one_connection_are_refused_and_others_are_served()
    {
        await using var hub = await server.ConnectAsync(TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource(ServerFixture.Patience);
        var answers = await Task.WhenAll(
            Enumerable.Range(1, 1000).Select(top => TryFirstAsync(hub, top, stop.Token))
        );

        answers.Count(refused => refused).ShouldBeGreaterThan(900);
        await using var other = await server.ConnectAsync(TestContext.Current.CancellationToken);
        (await FirstAsync(other, new ViewRequest())).Snapshot.ShouldNotBeNull();
    }

    [Fact]
    public async Task Ten_thousand_filter_values_are_refused_in_words()
    {
        await using var hub = await server.ConnectAsync(TestContext.Current.CancellationToken);
        var values = Enumerable.Range(0, 10_000).Select(i => $"page:{i}").ToArray();

        // As text they are far more than the hub reads at once, so the connection ends; fewer get the word.
        await Should.ThrowAsync<Exception>(() => FirstAsync(hub, new ViewRequest(Filters: values)));
        await using var again = await server.ConnectAsync(TestContext.Current.CancellationToken);
        var refusal = await Should.ThrowAsync<HubException>(() =>
            FirstAsync(again, new ViewRequest(Filters: values[..1000]))
        );
        refusal.Message.ShouldContain("filter is given 1000 times; it takes up to 50 values");
    }

    [Fact]
    public async Task One_who_never_reads_keeps_nobody_waiting()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        var address = new UriBuilder(server.Http.BaseAddress!) { Scheme = "ws", Path = "live" }.Uri;
        await socket.ConnectAsync(address, patience.Token);
        await socket.SendAsync(
            Encoding.UTF8.GetBytes(
                "{\"protocol\":\"json\",\"version\":1}\u001e"
                    + "{\"type\":4,\"invocationId\":\"1\",\"target\":\"Watch\",\"arguments\":[{\"window\":900}]}\u001e"
            ),
            System.Net.WebSockets.WebSocketMessageType.Text,
            endOfMessage: true,
            patience.Token
        );

        await using var hub = await server.ConnectAsync(patience.Token);
        var ticks = new List<long>();
        await foreach (
            var message in hub.StreamAsync<LiveMessage>(
                "Watch",
                new ViewRequest(900),
                patience.Token
            )
        )
        {
            ticks.Add(message.Snapshot?.Sequence ?? message.Frame!.Sequence);
            if (ticks.Count == 12)
            {
                break;
            }
        }

        ticks.ShouldBe(
            [.. Enumerable.Range(0, 12).Select(i => ticks[0] + i)],
            "no frame is left out"
        );
    }

    [Fact]
    public async Task The_server_says_how_many_watch_what()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        await using var hub = await server.ConnectAsync(patience.Token);
        await using var stream = hub.StreamAsync<LiveMessage>(
                "Watch",
                new ViewRequest(300, Top: 77),
                patience.Token
            )
            .GetAsyncEnumerator(patience.Token);
        await stream.MoveNextAsync();

        var audiences = await server.Http.GetFromJsonAsync(
            "api/viewers",
            WireJson.Default.IReadOnlyListViewAudience,
            patience.Token
        );

        audiences!.ShouldContain(new ViewAudience(new ViewRequest(300, Top: 77), 1));
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

    private static async Task<bool> TryFirstAsync(
        HubConnection hub,
        int top,
        CancellationToken cancellation
    )
    {
        try
        {
            var stream = hub.StreamAsync<LiveMessage>(
                    "Watch",
                    new ViewRequest(Top: top),
                    cancellation
                )
                .GetAsyncEnumerator(cancellation);
            await stream.MoveNextAsync();
            return false;
        }
        catch (HubException)
        {
            return true;
        }
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
