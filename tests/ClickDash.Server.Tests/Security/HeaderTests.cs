using System.Net;
using System.Text.RegularExpressions;

namespace ClickDash.Server.Tests.Security;

/// <summary>What answers allow a browser to do, and what they tell of the server.</summary>
public sealed partial class HeaderTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_may_run_our_own_files_and_its_import_map_alone()
    {
        using var page = await server.Http.GetAsync("", Stop);
        var html = await page.Content.ReadAsStringAsync(Stop);
        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();

        var nonce = Nonce().Match(policy).Groups["nonce"].Value;
        nonce.Length.ShouldBeGreaterThan(20);
        var rules = policy.Split(';', StringSplitOptions.TrimEntries);
        rules.ShouldContain("default-src 'none'");
        rules.ShouldContain($"script-src 'self' 'wasm-unsafe-eval' 'nonce-{nonce}'");
        rules.ShouldContain(
            "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
        );
        rules.ShouldContain("connect-src 'self'");
        rules.ShouldContain("img-src 'self' data: blob:");
        rules.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe-inline");
        policy.ShouldNotContain("'unsafe-eval'");

        // Blocked without a word to us, were they there.
        html.ShouldNotContain(" style=");
        html.ShouldNotContain("<style");
        html.ShouldNotContain(" onclick=");
        foreach (Match script in InlineScript().Matches(html))
        {
            var opening = WebUtility.HtmlDecode(script.Value);
            opening.ShouldContain("type=\"importmap\"");
            opening.ShouldContain($"nonce=\"{nonce}\"");
        }
    }

    [Fact]
    public async Task A_nonce_is_used_once()
    {
        using var first = await server.Http.GetAsync("", Stop);
        using var second = await server.Http.GetAsync("", Stop);
        first
            .Headers.GetValues("Content-Security-Policy")
            .ShouldNotBe(second.Headers.GetValues("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("api/totals")]
    [InlineData("metrics")]
    [InlineData("css/app.css")]
    [InlineData("no/such/page")]
    public async Task No_answer_is_sniffed_framed_or_names_its_server(string path)
    {
        using var answer = await server.Http.GetAsync(path, Stop);

        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("X-Powered-By").ShouldBeFalse();
        if (answer.Content.Headers.ContentType?.MediaType == "text/html")
        {
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        }
    }

    [Theory]
    [InlineData("appsettings.json")]
    [InlineData("ClickDash.Server.dll")]
    [InlineData("css/")]
    [InlineData("_framework/")]
    [InlineData("..%2fappsettings.json")]
    [InlineData("%2e%2e/appsettings.json")]
    [InlineData("css/..%5c..%5cappsettings.json")]
    [InlineData("api/")]
    public async Task Neither_folders_nor_files_beside_the_program_are_given_away(string path)
    {
        using var answer = await server.Http.GetAsync(path, Stop);

        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        await TellsNothingAsync(answer);
    }

    [Theory]
    [InlineData("api/snapshot?window=x")]
    [InlineData("metrics")]
    [InlineData("live")]
    [InlineData("")]
    public async Task No_answer_tells_folders_or_versions(string path)
    {
        using var answer = await server.Http.GetAsync(path, Stop);
        await TellsNothingAsync(answer);
    }

    private static async Task TellsNothingAsync(HttpResponseMessage answer)
    {
        var text = $"{answer.Headers}{await answer.Content.ReadAsStringAsync(Stop)}";
        text.ShouldNotContain(AppContext.BaseDirectory);
        text.ShouldNotContain(Environment.Version.ToString());
        text.ShouldNotContain("   at ");
        text.ShouldNotContain("sdk_version");
    }

    [GeneratedRegex("'nonce-(?<nonce>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Nonce();

    [GeneratedRegex("<script(?![^>]*\\ssrc=)[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex InlineScript();
}
