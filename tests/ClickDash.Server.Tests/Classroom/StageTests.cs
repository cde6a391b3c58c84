using System.Net;
using System.Net.Http.Json;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Classroom;

/// <summary>What the presenter shows: who may change it, and who hears of it.</summary>
public sealed class StageTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_watches_gets_the_whole_stage_and_then_each_change()
    {
        await using var hub = await server.ConnectAsync(Stop);
        await using var stream = hub.StreamAsync<Stage>("Stage", Stop).GetAsyncEnumerator(Stop);
        (await stream.MoveNextAsync()).ShouldBeTrue();
        var first = stream.Current;

        using var answer = await ChangeAsync(
            new(Query: "?window=300&split=country", Frozen: true, Spotlight: "line", Leads: true)
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stream.MoveNextAsync()).ShouldBeTrue();
        var next = stream.Current;
        next.Version.ShouldBe(first.Version + 1);
        next.ShouldBe(
            first with
            {
                Version = next.Version,
                Query = "?window=300&split=country",
                Frozen = true,
                Spotlight = "line",
                Leads = true,
                Pages = next.Pages,
            }
        );
        next.Pages.ShouldBe(first.Pages);

        using var again = await ChangeAsync(new(Query: "", Frozen: false, Spotlight: ""));
        var now = await again.Content.ReadFromJsonAsync(WireJson.Default.Stage, Stop);
        now.ShouldNotBeNull();
        (now.Query, now.Frozen, now.Spotlight, now.Leads).ShouldBe(("", false, null, true));
    }

    [Theory]
    [InlineData("""{"query":"window=60"}""", "query")]
    [InlineData("""{"query":"?window=61"}""", "window is 61")]
    [InlineData("""{"query":"?filter=colour:red"}""", "filter")]
    [InlineData("""{"spotlight":"<b>"}""", "lower-case letters")]
    [InlineData("""{"turnSeconds":2}""", "0 for never, or 5 to 3600")]
    [InlineData("""{"pages":[]}""", "1 to 8 different pages")]
    [InlineData("""{"pages":["/a","/a"]}""", "1 to 8 different pages")]
    [InlineData("""{"pages":["/a",null]}""", "1 to 8 different pages")]
    [InlineData("""{"pages":["cart"]}""", "that begin with '/'")]
    public async Task A_wrong_change_is_refused_in_words_and_changes_nothing(
        string change,
        string words
    )
    {
        var before = await NowAsync();
        using var body = new StringContent(change, null, "application/json");

        using var answer = await server.Http.PostAsync("api/stage", body, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain(words);
        (await NowAsync()).Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task A_page_of_another_site_changes_nothing()
    {
        using var http = server.Bare();
        http.DefaultRequestHeaders.Add("Origin", "https://evil.example");

        using var answer = await http.PostAsJsonAsync(
            "api/stage",
            new StageChange(Frozen: true),
            WireJson.Default.StageChange,
            Stop
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private Task<HttpResponseMessage> ChangeAsync(StageChange change) =>
        server.Http.PostAsJsonAsync("api/stage", change, WireJson.Default.StageChange, Stop);

    private async Task<Stage> NowAsync() =>
        (await server.Http.GetFromJsonAsync("api/stage", WireJson.Default.Stage, Stop))!;
}

/// <summary>The same where keys are set.</summary>
public sealed class KeyedStageTests(Security.KeyedServer server)
    : IClassFixture<Security.KeyedServer>
{
    [Theory]
    [InlineData(null, 401)]
    [InlineData(Security.KeyedServer.Viewer, 403)]
    [InlineData(Security.KeyedServer.Presenter, 200)]
    public async Task Only_a_presenter_changes_the_stage(string? key, int status)
    {
        using var http = server.Bare(key);

        using var answer = await http.PostAsJsonAsync(
            "api/stage",
            new StageChange(Announcement: "Hello"),
            WireJson.Default.StageChange,
            TestContext.Current.CancellationToken
        );

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("present")]
    [InlineData("desk")]
    public async Task The_presenters_pages_are_for_presenters(string page)
    {
        using var viewer = server.Bare(Security.KeyedServer.Viewer);
        using var refused = await viewer.GetAsync(page, TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        refused.Headers.Location!.OriginalString.ShouldStartWith("/sign-in?to=");

        using var presenter = server.Bare(Security.KeyedServer.Presenter);
        using var shown = await presenter.GetAsync(page, TestContext.Current.CancellationToken);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
