using System.Net;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Security;

/// <summary>A server that a proxy shows below a path.</summary>
public sealed class PathBaseTests(PathBaseTests.Fixture server)
    : IClassFixture<PathBaseTests.Fixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("clicks/?window=300")]
    [InlineData("?window=300")] // a proxy that takes the path off
    public async Task Pages_link_to_what_is_below_it(string address)
    {
        using var http = server.Bare(KeyedServer.Viewer);

        (await http.GetStringAsync(address, Stop)).ShouldContain("<base href=\"/clicks/\"");
        using var style = await http.GetAsync("clicks/css/app.css", Stop);
        style.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetStringAsync("clicks/api/totals", Stop)).ShouldContain("messages");
        (await http.GetStringAsync("clicks/healthz/live", Stop)).ShouldBe("ok\n");
    }

    [Fact]
    public async Task The_hub_is_below_it_too()
    {
        await using var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(server.Http.BaseAddress!, "clicks/live"),
                options => options.Headers["Authorization"] = $"Bearer {KeyedServer.Viewer}"
            )
            .Build();
        await hub.StartAsync(Stop);
        hub.State.ShouldBe(HubConnectionState.Connected);
    }

    [Theory]
    [InlineData("clicks/", "/clicks/sign-in?to=%2Fclicks%2F")]
    [InlineData("clicks/?window=300", "/clicks/sign-in?to=%2Fclicks%2F%3Fwindow%3D300")]
    [InlineData("clicks?window=300", "/clicks/?window=300")]
    public async Task It_leads_to_addresses_below_it(string from, string to)
    {
        using var http = server.Bare();
        using var answer = await http.GetAsync(from, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe(to);
    }

    public sealed class Fixture : ServerFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } =
            new Dictionary<string, string>
            {
                ["ClickDash:PathBase"] = "/clicks",
                ["ClickDash:Security:ViewerKey"] = KeyedServer.Viewer,
            };
    }
}
