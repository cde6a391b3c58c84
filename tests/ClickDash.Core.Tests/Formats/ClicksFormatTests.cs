using System.Text;
using ClickDash.Core.Formats;

namespace ClickDash.Core.Tests.Formats;

public sealed class ClicksFormatTests
{
    private const long NineOClock = 1_795_165_200_000;

    private readonly ClicksFormat format = new();

    [Fact]
    public void Reads_every_field() =>
        format
            .One(
                """
                {"ts":1795165200123,"page":"/tea?x=1","user":"u1","session":"s1","referrer":"https://www.Search.example:8080/q",
                 "country":"nz","device":"MOBILE","status":"404","more":{"page":"/not-this","list":[1,[2],{"ts":3}]}}
                """
            )
            .ShouldBe(
                new SeenClick(
                    "/tea",
                    NineOClock + 123,
                    "u1",
                    "s1",
                    "search.example",
                    "NZ",
                    "mobile",
                    404
                )
            );

    [Fact]
    public void Only_the_page_is_required() =>
        format.One("""{"page":"/"}""").ShouldBe(new SeenClick("/"));

    [Theory]
    [InlineData(
        """{"page":"/a","user":null,"session":"","referrer":null,"country":null,"device":null,"status":null,"ts":null}"""
    )]
    [InlineData(
        """{"page":"/a","user":{},"session":[],"referrer":7,"country":true,"device":1,"status":"ok","ts":{}}"""
    )]
    [InlineData(
        """{"page":"/a","user":[["page"]],"session":false,"referrer":[{"page":"/b"}],"country":12,"status":99,"ts":true}"""
    )]
    public void Nulls_and_other_types_are_absent(string message) =>
        format.One(message).ShouldBe(new SeenClick("/a"));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("\"/page\"")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("""[{"page":"/a"}]""")]
    [InlineData("{}")]
    [InlineData("""{"page":null}""")]
    [InlineData("""{"page":""}""")]
    [InlineData("""{"page":7}""")]
    [InlineData("""{"page":["/a"]}""")]
    [InlineData("""{"Page":"/a"}""")]
    [InlineData("""{"page":"/a",}""")]
    [InlineData("""{"page":"/a"} x""")]
    [InlineData("""{"page":"/a"}{"page":"/b"}""")]
    [InlineData("""{"page":"/a","ts":NaN}""")]
    [InlineData("""{"page":"/a","n":-Infinity}""")]
    [InlineData("""{"page":"/a","n":01}""")]
    [InlineData("""{"page":"/a"/*why*/}""")]
    [InlineData("{'page':'/a'}")]
    [InlineData("""{page:"/a"}""")]
    [InlineData("{\"page\":\"/a\nb\"}")]
    [InlineData("""{"page":"/\x41"}""")]
    [InlineData("""{"page":"/\ud800"}""")]
    [InlineData("""{"page":"/a","other":"\ud800x"}""")]
    [InlineData("""{"page":"/a","other":"\udc00"}""")]
    [InlineData("""{"page":"/a","\ud83d":"\\ude80"}""")]
    [InlineData("12:15:27, 57")]
    public void What_is_not_one_object_with_a_page_is_malformed(string message) =>
        format.All(message).ShouldBeNull();

    [Fact]
    public void Escapes_are_undone_in_names_and_texts() =>
        format
            .One(
                """{"p\u0061ge":"\/\u6771\u4eac\/\ud83d\ude80?\ud83d\ude80","user":"a\"b\\\t","\ud83d\ude80":1}"""
            )
            .ShouldBe(new SeenClick("/東京/🚀", User: "a\"b\\\t"));

    [Fact]
    public void Of_members_that_come_twice_the_last_counts()
    {
        format.One("""{"page":"/a","page":"/b"}""").ShouldBe(new SeenClick("/b"));
        format.All("""{"page":"/a","page":null}""").ShouldBeNull();
    }

    [Fact]
    public void Spaces_line_ends_and_a_byte_order_mark_are_passed_over()
    {
        format.One("\r\n {\"page\" :\t\"/a\"}\r\n").ShouldBe(new SeenClick("/a"));
        format
            .One("\uFEFF{\"page\":\"/a\",\"ts\":1795165200000}")
            .ShouldBe(new SeenClick("/a", NineOClock));
    }

    [Fact]
    public void What_is_not_UTF8_is_malformed_wherever_it_stands()
    {
        foreach (
            var bad in (byte[][])
                [
                    [0xFF],
                    [0xC3],
                    [0xC0, 0x80],
                    [0xED, 0xA0, 0x80],
                    [0xF5, 0x80, 0x80, 0x80],
                ]
        )
        {
            format.All([.. "{\"page\":\"/"u8, .. bad, .. "\"}"u8]).ShouldBeNull();
            format.All([.. "{\"page\":\"/a\",\"other\":\""u8, .. bad, .. "\"}"u8]).ShouldBeNull();
            format.All([.. "{\"page\":\"/a\",\""u8, .. bad, .. "\":1}"u8]).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    public void Depth_up_to_64_is_read(int depth) =>
        format.One(Nested(depth)).ShouldBe(new SeenClick("/a"));

    [Theory]
    [InlineData(64)]
    [InlineData(1000)]
    public void Depth_beyond_64_is_malformed(int depth) => format.All(Nested(depth)).ShouldBeNull();

    [Fact]
    public void A_message_cut_short_anywhere_is_malformed()
    {
        var message = Encoding.UTF8.GetBytes(
            """{"page":"/gr\u00fcn/ü","ts":17951652001,"x":{"y":[1.5e3,true,null,"a"]},"user":"u"}"""
        );
        for (var length = 0; length < message.Length; length++)
        {
            format.All(message.AsSpan(0, length)).ShouldBeNull();
        }

        format.All(message).ShouldNotBeNull();
    }

    [Fact]
    public void A_very_long_page_is_handed_on_and_a_query_is_cut_first()
    {
        var page = "/" + new string('x', 9_999);
        format.One($$"""{"page":"{{page}}"}""")!.Page.ShouldBe(page);
        format.One($$"""{"page":"/a?{{page}}"}""")!.Page.ShouldBe("/a");
    }

    [Theory]
    [InlineData("-5", true)]
    [InlineData("1795165200", true)]
    [InlineData("253370764800000", true)]
    [InlineData("\"9999-01-01T00:00:00Z\"", true)]
    [InlineData("1e400", true)]
    [InlineData("99999999999999999999999999", true)]
    [InlineData("\"yesterday\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("null", false)]
    [InlineData("[1795165200000]", false)]
    public void A_time_that_cannot_be_is_the_messages(string ts, bool isRetimed) =>
        format
            .One($$"""{"page":"/a","ts":{{ts}}}""")
            .ShouldBe(new SeenClick("/a", Time: null, Retimed: isRetimed));

    [Fact]
    public void Markup_is_a_name_like_any_other() =>
        format
            .One("""{"page":"<script>alert(1)</script>"}""")!
            .Page.ShouldBe("<script>alert(1)</script>");

    private static string Nested(int depth) =>
        $$"""{"page":"/a","x":{{new string('[', depth)}}{{new string(']', depth)}}}""";
}
