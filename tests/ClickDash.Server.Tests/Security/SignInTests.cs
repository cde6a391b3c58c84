using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ClickDash.Server.Tests.Security;

/// <summary>The sign-in page, as a browser without scripts uses it.</summary>
public sealed partial class SignInTests(KeyedServer server) : IClassFixture<KeyedServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_opens_what_was_asked_for_until_one_signs_out()
    {
        using var browser = Browser(out _);
        using var asked = await browser.GetAsync("?window=300", Stop);
        var page = asked.Headers.Location!.OriginalString;

        using var signed = await SubmitAsync(browser, page, KeyedServer.Viewer);

        signed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        signed.Headers.Location!.OriginalString.ShouldBe("/?window=300");
        (await browser.GetStringAsync("?window=300", Stop)).ShouldContain("<html");
        (await browser.GetStringAsync("api/snapshot", Stop)).ShouldContain("\"kpi\"");
        (await browser.GetStringAsync("sign-in", Stop)).ShouldContain("signed in as a viewer");

        using var left = await SubmitAsync(browser, "sign-in", key: null, to: "sign-out");
        using var after = await browser.GetAsync("api/snapshot", Stop);
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_cookie_is_for_this_site_alone_and_holds_no_key()
    {
        using var browser = Browser(out var cookies);
        using var signed = await SubmitAsync(browser, "sign-in", KeyedServer.Presenter);

        var header = signed
            .Headers.GetValues("Set-Cookie")
            .Single(one => one.StartsWith("clickdash=", StringComparison.Ordinal));
        header.ShouldContain("httponly", Case.Insensitive);
        header.ShouldContain("samesite=strict", Case.Insensitive);
        var value = cookies.GetCookies(browser.BaseAddress!)["clickdash"]!.Value;
        value.ShouldNotContain(KeyedServer.Presenter);
        value.ShouldNotContain(
            Convert.ToBase64String(Encoding.UTF8.GetBytes(KeyedServer.Presenter))
        );
    }

    [Fact]
    public async Task A_wrong_key_is_said_to_be_one_and_opens_nothing()
    {
        using var browser = Browser(out _);

        using var answer = await SubmitAsync(browser, "sign-in", "guess");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("That is not the key.");
        using var after = await browser.GetAsync("api/snapshot", Stop);
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_form_of_another_site_is_not_taken()
    {
        using var browser = Browser(out _);
        using var form = new FormUrlEncodedContent([new("key", KeyedServer.Viewer)]);

        using var answer = await browser.PostAsync("sign-in", form, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer
            .Headers.Contains("Set-Cookie")
            .ShouldBeTrue("the page is shown again, with a new token");
        using var after = await browser.GetAsync("api/snapshot", Stop);
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task It_leads_nowhere_but_to_our_own_pages(string to)
    {
        using var browser = Browser(out _);

        using var signed = await SubmitAsync(
            browser,
            $"sign-in?to={Uri.EscapeDataString(to)}",
            KeyedServer.Viewer
        );

        signed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        signed.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task The_page_brings_its_style_and_no_script()
    {
        using var browser = Browser(out _);
        var html = await browser.GetStringAsync("sign-in", Stop);

        html.ShouldNotContain("<script");
        foreach (Match asset in Asset().Matches(html))
        {
            using var answer = await browser.GetAsync(asset.Groups["path"].Value, Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, asset.Value);
        }

        Asset().Count(html).ShouldBe(3);
    }

    private HttpClient Browser(out CookieContainer cookies)
    {
        var browser = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                CookieContainer = cookies = new CookieContainer(),
            }
        )
        {
            BaseAddress = server.Http.BaseAddress,
        };
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return browser;
    }

    private static async Task<HttpResponseMessage> SubmitAsync(
        HttpClient browser,
        string page,
        string? key,
        string? to = null
    )
    {
        var html = await browser.GetStringAsync(page, Stop);
        var token = Token().Match(html).Groups["token"].Value;
        token.ShouldNotBeEmpty();
        using var form = new FormUrlEncodedContent([
            new("__RequestVerificationToken", token),
            new("key", key ?? ""),
        ]);
        return await browser.PostAsync(to ?? page, form, Stop);
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Token();

    [GeneratedRegex("<link [^>]*href=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asset();
}
