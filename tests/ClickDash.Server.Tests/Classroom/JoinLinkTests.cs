using System.Net;
using System.Net.Http.Json;
using ClickDash.Core.Wire;
using ClickDash.Server.Tests.Security;

namespace ClickDash.Server.Tests.Classroom;

/// <summary>A server with keys and an address for phones.</summary>
public sealed class PublicServer : ServerFixture
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>
        {
            ["ClickDash:Security:ViewerKey"] = KeyedServer.Viewer,
            ["ClickDash:Security:PresenterKey"] = KeyedServer.Presenter,
            ["ClickDash:Join:PublicUrl"] = "https://clicks.example/",
        };
}

/// <summary>The link that phones join by, where keys are set.</summary>
public sealed class JoinLinkTests(PublicServer server) : IClassFixture<PublicServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_link_is_for_those_who_may_look_and_works_for_those_who_have_it()
    {
        using var nobody = server.Bare();
        using var refused = await nobody.GetAsync("api/join", Stop);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var viewer = server.Bare(KeyedServer.Viewer);
        var join = await viewer.GetFromJsonAsync("api/join", WireJson.Default.JoinInfo, Stop);
        join!.Link.ShouldBe($"https://clicks.example/join/{join.Room}");
        var code = await viewer.GetStringAsync("api/join/code.svg", Stop);
        code.ShouldStartWith("<svg");

        using var page = await nobody.GetAsync($"join/{join.Room}", Stop);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var joined = await nobody.PostAsync($"join/{join.Room}/phones", null, Stop);
        joined.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stranger = await nobody.PostAsync("join/wrong1/phones", null, Stop);
        stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_of_another_site_taps_nothing()
    {
        using var http = server.Bare();
        http.DefaultRequestHeaders.Add("Origin", "https://evil.example");

        using var answer = await http.PostAsync("join/wrong1/phones", null, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
