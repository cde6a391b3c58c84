using System.Net;
using System.Net.WebSockets;
using System.Text;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Security;

/// <summary>The hub, to other sites' pages and to those who send too much.</summary>
public sealed class HubTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Host => server.Http.BaseAddress!.Authority;

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("http://localhost:1")]
    [InlineData("null")]
    public async Task A_page_of_another_site_gets_no_connection(string origin)
    {
        using var http = server.Bare();
        http.DefaultRequestHeaders.Add("Origin", origin);
        using var negotiated = await http.PostAsync(
            "live/negotiate?negotiateVersion=1",
            null,
            Stop
        );
        negotiated.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await negotiated.Content.ReadAsStringAsync(Stop)).ShouldContain("Only pages of this site");

        var refusal = await Should.ThrowAsync<WebSocketException>(() => OpenAsync(origin));
        refusal.Message.ShouldContain("403");
    }

    [Theory]
    [InlineData("http://{0}")]
    [InlineData("https://{0}")]
    [InlineData(null)]
    public async Task Our_own_pages_and_programs_do(string? origin)
    {
        using var socket = await OpenAsync(
            origin is null ? null : string.Format(null, origin, Host)
        );
        socket.State.ShouldBe(WebSocketState.Open);
    }

    [Fact]
    public async Task A_message_of_a_megabyte_closes_the_connection_that_sent_it_and_no_other()
    {
        await using var quiet = await server.ConnectAsync(Stop);
        await using var loud = await server.ConnectAsync(Stop);
        var closed = new TaskCompletionSource();
        loud.Closed += _ =>
        {
            closed.SetResult();
            return Task.CompletedTask;
        };
        await using var watching = quiet
            .StreamAsync<LiveMessage>("Watch", new ViewRequest(), Stop)
            .GetAsyncEnumerator(Stop);
        (await watching.MoveNextAsync()).ShouldBeTrue();

        var request = new ViewRequest(Filters: [$"page:{new string('x', 1 << 20)}"]);
        try
        {
            await loud.SendAsync("Watch", request, Stop);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            // Closed while it was being sent.
        }

        await closed.Task.WaitAsync(ServerFixture.Patience, Stop);
        (await watching.MoveNextAsync()).ShouldBeTrue();
        quiet.State.ShouldBe(HubConnectionState.Connected);
    }

    [Fact]
    public async Task A_body_of_a_megabyte_is_not_read()
    {
        using var http = server.Bare();
        using var body = new StringContent(new string('x', 1 << 20), Encoding.UTF8);
        try
        {
            using var answer = await http.PostAsync("live?id=none", body, Stop);
            answer.IsSuccessStatusCode.ShouldBeFalse();
        }
        catch (HttpRequestException)
        {
            // Closed while it was being sent.
        }

        (await http.GetStringAsync("healthz/live", Stop)).ShouldBe("ok\n");
    }

    private async Task<ClientWebSocket> OpenAsync(string? origin)
    {
        var socket = new ClientWebSocket();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await socket.ConnectAsync(new Uri($"ws://{Host}/live"), Stop);
        return socket;
    }
}
