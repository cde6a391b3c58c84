using ClickDash.Core.Formats;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Tests.Formats;

public sealed class MapFormatTests
{
    private static readonly FormatOptions Options = new()
    {
        Page = "/req/url",
        Time = "/at",
        TimeUnit = TimeUnit.Seconds,
        User = "/req/who~1what",
        Referrer = "/req/from",
        Country = "/geo",
        Device = "/kind",
        UserAgent = "/req/ua",
        Status = "/code",
        Weight = "/n",
    };

    [Fact]
    public void Reads_what_the_pointers_point_to() =>
        ClickFormats
            .Create("map", Options)
            .One(
                """{"at":1795165200.5,"req":{"url":"https://x/a?b","who/what":7,"from":"https://www.y.example/","ua":"curl/8"},"geo":"nz","code":"404","n":3}"""
            )
            .ShouldBe(
                new SeenClick(
                    "/a",
                    1_795_165_200_500,
                    "7",
                    Referrer: "y.example",
                    Country: "NZ",
                    Device: "bot",
                    Status: 404,
                    Weight: 3
                )
            );

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("\"many\"")]
    [InlineData("null")]
    [InlineData("1e15")]
    public void A_weight_that_is_none_is_malformed(string weight) =>
        ClickFormats
            .Create("map", Options)
            .All($$$"""{"req":{"url":"/a"},"n":{{{weight}}}}""")
            .ShouldBeNull();

    [Theory]
    [InlineData("/shop/tea/17?x", 2, false, "/shop/tea")]
    [InlineData("/shop", 2, false, "/shop")]
    [InlineData("/", 1, false, "/")]
    [InlineData("/user/17/edit", 0, true, "/user/:id/edit")]
    [InlineData("/o/0e51c2aa-0000-4000-8000-000000000001/", 0, true, "/o/:id/")]
    [InlineData("/c/0123456789abcdef", 0, true, "/c/:id")]
    [InlineData("/face/1a", 0, true, "/face/1a")]
    [InlineData("/1/2/3/4", 3, true, "/:id/:id/:id")]
    public void Pages_can_be_shortened(string url, int segments, bool ids, string page) =>
        ClickFormats
            .Create(
                "map",
                new FormatOptions
                {
                    Page = "/p",
                    PageSegments = segments,
                    PageIds = ids,
                }
            )
            .One($$"""{"p":"{{url}}"}""")
            .ShouldBe(new SeenClick(page));

    [Fact]
    public void One_member_can_be_two_fields() =>
        ClickFormats
            .Create(
                "map",
                new FormatOptions
                {
                    Page = "/p",
                    User = "/p",
                    PageVerbatim = true,
                }
            )
            .One("""{"p":"a?b"}""")
            .ShouldBe(new SeenClick("a?b", User: "a?b"));

    [Fact]
    public void Wrong_settings_are_named()
    {
        ClickFormats
            .Errors("map", new FormatOptions())
            .ShouldHaveSingleItem()
            .ShouldContain("ClickDash:FormatOptions:Page is missing");
        foreach (var pointer in (string[])["", "page", "/a/*", "/a~2"])
        {
            ClickFormats
                .Errors("map", new FormatOptions { Page = "/p", Status = pointer })
                .ShouldHaveSingleItem()
                .ShouldContain($"ClickDash:FormatOptions:Status is '{pointer}'");
        }
    }
}
