using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Security;

/// <summary>A server with keys, to those who have one and those who have none.</summary>
public sealed class KeyTests(KeyedServer server) : IClassFixture<KeyedServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(KeyedServer.Viewer)]
    [InlineData(KeyedServer.Presenter)]
    public async Task Programs_show_a_key_as_bearer(string key)
    {
        using var http = server.Bare(key);

        (await http.GetStringAsync("api/snapshot", Stop)).ShouldContain("\"kpi\"");
        (await http.GetStringAsync("metrics", Stop)).ShouldContain("clickdash_messages_total");
        (await http.GetStringAsync("", Stop)).ShouldContain("<html");

        await using var hub = await server.ConnectAsync(Stop, Bearer(key));
        await foreach (
            var message in hub.StreamAsync<LiveMessage>("Watch", new ViewRequest(), Stop)
        )
        {
            message.Snapshot.ShouldNotBeNull();
            break;
        }
    }

    [Theory]
    [InlineData("api/snapshot")]
    [InlineData("api/totals")]
    [InlineData("metrics")]
    [InlineData("live/negotiate?negotiateVersion=1")]
    [InlineData("no/such/address")]
    public async Task Programs_without_one_are_told_what_to_send(string path)
    {
        using var http = server.Bare();
        using var answer = path.StartsWith("live", StringComparison.Ordinal)
            ? await http.PostAsync(path, content: null, Stop)
            : await http.GetAsync(path, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        problem.GetProperty("detail").GetString()!.ShouldContain("Authorization: Bearer KEY");
    }

    [Fact]
    public async Task The_hub_refuses_one_without_a_key()
    {
        var refusal = await Should.ThrowAsync<HttpRequestException>(() =>
            server.ConnectAsync(Stop)
        );
        refusal.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("", "/sign-in?to=%2F")]
    [InlineData("?window=300", "/sign-in?to=%2F%3Fwindow%3D300")]
    [InlineData("no/such/page", "/sign-in?to=%2Fno%2Fsuch%2Fpage")]
    public async Task People_without_one_are_shown_where_to_sign_in(string path, string to)
    {
        using var http = server.Bare();
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");

        using var answer = await http.GetAsync(path, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe(to);
    }

    [Fact]
    public async Task Health_is_open_and_says_no_more_than_its_status()
    {
        using var http = server.Bare();
        (await http.GetStringAsync("healthz/live", Stop)).ShouldBe("ok\n");
        using var ready = await http.GetAsync("healthz/ready", Stop);
        (await ready.Content.ReadAsStringAsync(Stop)).ShouldBeOneOf("ok\n", "not ready\n");
    }

    [Theory]
    [InlineData("Basic dXNlcjp2aWV3ZXIta2V5LWZvci10ZXN0cw==")]
    [InlineData("Bearer")]
    [InlineData("viewer-key-for-tests")]
    [InlineData("Bearer viewer-key-for-tests,x")]
    public async Task A_header_of_another_kind_is_no_key(string header)
    {
        using var http = server.Bare();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        using var answer = await http.GetAsync("api/totals", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    internal static Dictionary<string, string> Bearer(string key) =>
        new() { ["Authorization"] = $"Bearer {key}" };
}
