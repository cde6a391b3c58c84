using System.Net;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Tests.Security;

/// <summary>What the rules of access mean, by the keys that are set.</summary>
public sealed class RuleTests
{
    private const string Viewer = KeyedServer.Viewer;
    private const string Presenter = KeyedServer.Presenter;

    [Theory]
    // keys set, key shown, reading, writing
    [InlineData("", "", 200, 200)]
    [InlineData("", "anything", 200, 200)]
    [InlineData("viewer presenter", "", 401, 401)]
    [InlineData("viewer presenter", "viewer", 200, 403)]
    [InlineData("viewer presenter", "presenter", 200, 200)]
    [InlineData("viewer presenter", "wrong", 401, 401)]
    [InlineData("viewer", "", 401, 401)]
    [InlineData("viewer", "viewer", 200, 403)]
    [InlineData("presenter", "", 200, 401)]
    [InlineData("presenter", "presenter", 200, 200)]
    public async Task A_viewer_looks_and_a_presenter_also_changes(
        string set,
        string shown,
        int read,
        int write
    )
    {
        await using var host = await RuleHost.StartAsync(
            new()
            {
                ViewerKey = set.Contains("viewer") ? Viewer : null,
                PresenterKey = set.Contains("presenter") ? Presenter : null,
            }
        );
        var headers = shown switch
        {
            "" => [],
            "viewer" => KeyTests.Bearer(Viewer),
            "presenter" => KeyTests.Bearer(Presenter),
            _ => KeyTests.Bearer(shown),
        };

        (await host.AskAsync("GET /read", headers)).Status.ShouldBe((HttpStatusCode)read);
        (await host.AskAsync("POST /write", headers)).Status.ShouldBe((HttpStatusCode)write);
    }

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("::1", 200)]
    [InlineData("192.0.2.9", 403)]
    public async Task Without_keys_all_look_and_only_the_machine_itself_changes(
        string from,
        int write
    )
    {
        await using var host = await RuleHost.StartAsync(new());

        (await host.AskAsync("GET /read", from: from)).Status.ShouldBe(HttpStatusCode.OK);
        var answer = await host.AskAsync("POST /write", from: from);
        answer.Status.ShouldBe((HttpStatusCode)write);
        if (write == 403)
        {
            answer.Text.ShouldContain("ClickDash:Security:PresenterKey");
        }
    }

    [Fact]
    public async Task Guessing_is_answered_with_when_to_try_again()
    {
        await using var host = await RuleHost.StartAsync(new() { ViewerKey = Viewer });
        for (var i = 0; i < 5; i++)
        {
            (await host.AskAsync("GET /read", KeyTests.Bearer("guess"))).Status.ShouldBe(
                HttpStatusCode.Unauthorized
            );
        }

        var blocked = await host.AskAsync("GET /read", KeyTests.Bearer("guess"));
        blocked.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        blocked.RetryAfter.ShouldBe("1");
        blocked.Text.ShouldContain("Try again in 1 s.");

        var other = await host.AskAsync("GET /read", KeyTests.Bearer(Viewer), from: "192.0.2.9");
        other.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Writing_in_a_flood_is_refused_to_the_one_who_does()
    {
        await using var host = await RuleHost.StartAsync(new() { PresenterKey = Presenter });
        var key = KeyTests.Bearer(Presenter);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 60; i++)
        {
            statuses.Add((await host.AskAsync("POST /write", key)).Status);
        }

        statuses[0].ShouldBe(HttpStatusCode.OK);
        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        (await host.AskAsync("POST /write", key, from: "192.0.2.9")).Status.ShouldBe(
            HttpStatusCode.OK
        );
        (await host.AskAsync("GET /read")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_of_another_site_writes_nothing_by_its_visitors_hand()
    {
        await using var host = await RuleHost.StartAsync(new());
        (await Write("https://evil.example")).ShouldBe(HttpStatusCode.Forbidden);
        (await Write("https://dash.example")).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> Write(string origin) =>
            (await host.AskAsync("POST /write", new() { ["Origin"] = origin })).Status;
    }

    [Theory]
    [InlineData("", "10.0.0.7", "10.0.0.7 http dash.example")]
    [InlineData("10.0.0.7", "10.0.0.7", "198.51.100.4 https shown.example")]
    [InlineData("10.0.0.0/8, 192.168.0.1", "10.0.0.7", "198.51.100.4 https shown.example")]
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.7", "198.51.100.4 https shown.example")]
    [InlineData("10.0.0.8", "10.0.0.7", "10.0.0.7 http dash.example")]
    public async Task Only_a_trusted_proxy_is_believed(string trusted, string from, string seen)
    {
        await using var host = await RuleHost.StartAsync(new() { TrustedProxies = trusted });

        var answer = await host.AskAsync(
            "GET /who",
            new()
            {
                ["X-Forwarded-For"] = "198.51.100.4",
                ["X-Forwarded-Proto"] = "https",
                ["X-Forwarded-Host"] = "shown.example",
            },
            from
        );

        answer.Text.ShouldBe(seen);
    }

    [Fact]
    public void Settings_are_never_written_with_their_keys()
    {
        var settings = new ClickDashSettings { Security = new() { ViewerKey = Viewer } };
        settings.ToString().ShouldNotContain(Viewer);
    }
}
