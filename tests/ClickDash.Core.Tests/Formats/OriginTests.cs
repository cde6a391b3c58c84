using System.Text;
using ClickDash.Core.Formats;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Tests.Formats;

/// <summary>Host, campaign and browser, as far as a format's messages say them.</summary>
public sealed class OriginTests
{
    private const string Firefox =
        "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    [Theory]
    [InlineData("/a?utm_source=google&utm_medium=cpc&utm_campaign=spring", "google / cpc / spring")]
    [InlineData(
        "https://shop.example/?x=1&utm_campaign=spring&utm_source=google#top",
        "google / spring"
    )]
    [InlineData("/?utm_medium=email", "email")]
    [InlineData("/?utm_source=&utm_medium=&utm_campaign=", "")]
    [InlineData("/?utm_source=&utm_source=b&utm_source=c", "b")]
    [InlineData(
        "/?utm_source=News+Letter&utm_campaign=B%C3%BCcher%20%26%20Tee",
        "News Letter / Bücher & Tee"
    )]
    [InlineData("/?utm_campaign=100%", "100%")]
    [InlineData("/?utm_campaign=%zz+a", "%zz a")]
    [InlineData("/?utm_campaign=%FF", "%FF")]
    [InlineData("/?utm_campaign=a%0Ab", "a%0Ab")]
    [InlineData("/?utm_campaign=%20+", "")]
    [InlineData("/?UTM_SOURCE=a&xutm_source=b&utm_sources=c&utm_term=d", "")]
    [InlineData("/utm_source=a", "")]
    [InlineData("/#/a?utm_source=a", "")]
    [InlineData("/a?b=c", "")]
    [InlineData("", "")]
    public void Campaigns(string url, string campaign) =>
        Encoding
            .UTF8.GetString(CampaignText.OfUrl(Encoding.UTF8.GetBytes(url), new TextBuffer()))
            .ShouldBe(campaign);

    [Theory]
    [InlineData("Shop.Example:443", "shop.example")]
    [InlineData("www.shop.example", "www.shop.example")]
    [InlineData("localhost:8080", "localhost")]
    [InlineData("https://u:p@Shop.example:8443/a?b", "shop.example")]
    [InlineData("[2001:db8::80]:443", "2001:db8::80")]
    [InlineData("_", "")]
    [InlineData("-", "")]
    [InlineData("", "")]
    public void Hosts(string text, string host) =>
        Encoding
            .UTF8.GetString(HostText.Read(Encoding.UTF8.GetBytes(text), new TextBuffer()))
            .ShouldBe(host);

    [Theory]
    [InlineData("https://Shop.Example/a", "shop.example")]
    [InlineData("/a", "")]
    [InlineData("//shop.example/a", "")]
    [InlineData("shop.example/a", "")]
    [InlineData("file:///a", "")]
    public void Hosts_of_pages(string url, string host) =>
        Encoding
            .UTF8.GetString(HostText.OfUrl(Encoding.UTF8.GetBytes(url), new TextBuffer()))
            .ShouldBe(host);

    [Fact]
    public void A_click_without_them_has_none() =>
        Of("clicks", """{"page":"/a?b=c"}""").ShouldBe(new SeenOrigin());

    [Theory]
    [InlineData(
        "clicks",
        """{"page":"https://Shop.example/a?utm_source=x","user_agent":"AGENT"}""",
        "shop.example",
        "x"
    )]
    [InlineData(
        "clicks",
        """{"page":"/a","host":"shop.example:80","campaign":"x","browser":"Firefox","device":"desktop"}""",
        "shop.example",
        "x"
    )]
    [InlineData(
        "cloudevents",
        """{"specversion":"1.0","data":{"page":"/a?utm_source=x","host":"shop.example","user_agent":"AGENT"}}""",
        "shop.example",
        "x"
    )]
    [InlineData(
        "clf-json",
        """{"request_uri":"/a?utm_source=x","status":"200","host":"shop.example","http_user_agent":"AGENT"}""",
        "shop.example",
        "x"
    )]
    [InlineData(
        "clf-json",
        """{"request":"GET /a?utm_source=x HTTP/1.1","server_name":"_","http_host":"Shop.example:80","http_user_agent":"AGENT"}""",
        "shop.example",
        "x"
    )]
    [InlineData(
        "clf-json",
        """{"request":"GET http://shop.example/a HTTP/1.1","server_name":"_","http_user_agent":"AGENT"}""",
        "shop.example",
        null
    )]
    [InlineData(
        "segment",
        """{"type":"page","properties":{"path":"/a","url":"https://shop.example/a?utm_source=x"},"context":{"userAgent":"AGENT"}}""",
        "shop.example",
        "x"
    )]
    [InlineData(
        "segment",
        """{"type":"page","context":{"page":{"url":"https://shop.example/a"},"campaign":{"source":"x","medium":"y","name":"z"},"userAgent":"AGENT"}}""",
        "shop.example",
        "x / y / z"
    )]
    [InlineData(
        "snowplow",
        """{"event":"page_view","page_urlpath":"/a","page_urlhost":"shop.example","mkt_source":"x","mkt_campaign":"z","useragent":"AGENT"}""",
        "shop.example",
        "x / z"
    )]
    [InlineData(
        "snowplow",
        """{"event":"page_view","page_url":"https://shop.example/a?utm_source=x","br_family":"Firefox","dvce_type":"Computer"}""",
        "shop.example",
        "x"
    )]
    [InlineData(
        "ga4",
        """{"event_name":"page_view","event_params":[{"key":"page_location","value":{"string_value":"https://shop.example/a?utm_source=x"}}],"device":{"category":"desktop","web_info":{"browser":"Firefox"}}}""",
        "shop.example",
        "x"
    )]
    [InlineData(
        "ga4",
        """{"event_name":"page_view","event_params":[{"key":"page_location","value":{"string_value":"/a"}}],"device":{"category":"desktop","web_info":{"browser":"Firefox","hostname":"shop.example"}},"collected_traffic_source":{"manual_source":"x","manual_medium":"y"}}""",
        "shop.example",
        "x / y"
    )]
    [InlineData(
        "posthog",
        """{"event":"$pageview","distinct_id":"u","properties":{"$current_url":"https://shop.example/a?utm_source=x","$raw_user_agent":"AGENT"}}""",
        "shop.example",
        "x"
    )]
    [InlineData(
        "posthog",
        """{"event":"$pageview","distinct_id":"u","properties":{"$pathname":"/a","$host":"shop.example","utm_source":"x","$browser":"Firefox","$device_type":"Desktop"}}""",
        "shop.example",
        "x"
    )]
    [InlineData(
        "matomo",
        """{"url":"https://shop.example/a?utm_source=x","ua":"AGENT"}""",
        "shop.example",
        "x"
    )]
    [InlineData(
        "access-log",
        """203.0.113.5 - - [20/Nov/2026:09:10:00 +0000] "GET /a?utm_source=x HTTP/1.1" 200 1 "-" "AGENT" """,
        null,
        "x"
    )]
    [InlineData(
        "access-log",
        """Shop.example:443 203.0.113.5 - - [20/Nov/2026:09:10:00 +0000] "GET http://probe.example/a?utm_source=x HTTP/1.1" 200 1 "-" "AGENT" """,
        "shop.example",
        "x"
    )]
    [InlineData(
        "access-log",
        """203.0.113.5 - guest two [20/Nov/2026:09:10:00 +0000] "GET /a?utm_source=x HTTP/1.1" 200 1 "-" "AGENT" """,
        null,
        "x"
    )]
    public void Formats_give_what_their_messages_say(
        string preset,
        string message,
        string? host,
        string? campaign
    ) =>
        Of(preset, message.Replace("AGENT", Firefox, StringComparison.Ordinal).TrimEnd())
            .ShouldBe(new SeenOrigin(host, campaign, "Firefox", "desktop"));

    [Fact]
    public void Plausible_and_counts_have_what_they_have()
    {
        Of("plausible", """{"name":"pageview","url":"https://shop.example/a?utm_source=x"}""")
            .ShouldBe(new SeenOrigin("shop.example", "x"));
        Of(
                "counts",
                """{"second":1795348800,"page":"/a","count":1,"host":"shop.example","campaign":"x","browser":"Firefox"}"""
            )
            .ShouldBe(new SeenOrigin("shop.example", "x", "Firefox"));
    }

    [Fact]
    public void A_line_with_its_host_first_has_its_client_and_user()
    {
        var format = ClickFormats.Create("access-log");
        const string Rest = """[20/Nov/2026:09:10:00 +0000] "GET /a HTTP/1.1" 200 1""";

        format.One("shop.example:443 203.0.113.5 - - " + Rest)!.User.ShouldBe("203.0.113.5");
        format.One("shop.example 203.0.113.5 - maria " + Rest)!.User.ShouldBe("maria");
        format.One("203.0.113.5 - guest two " + Rest)!.User.ShouldBe("guest two");
    }

    [Fact]
    public void Rows_of_counts_are_told_apart_by_them_too()
    {
        Row("""{"second":1795348800,"page":"/a","count":1,"host":"a"}""")
            .ShouldNotBe(Row("""{"second":1795348800,"page":"/a","count":1,"host":"b"}"""));
        Row("""{"second":1795348800,"page":"/a","count":1,"host":"a"}""")
            .ShouldNotBe(Row("""{"second":1795348800,"page":"/a","count":1,"campaign":"a"}"""));
        Row("""{"second":1795348800,"page":"/a","count":1}""")
            .ShouldBe(Row("""{"second":1795348800,"page":"/a","count":2,"host":""}"""));
    }

    [Fact]
    public void A_mapping_has_pointers_for_them()
    {
        var format = ClickFormats.Create(
            "map",
            new FormatOptions
            {
                Page = "/url",
                Host = "/site",
                Campaign = "/from",
                Browser = "/with",
            }
        );
        SeenOrigin
            .Of(format, """{"url":"/a","site":"Shop.example","from":"x","with":"Firefox"}""")
            .ShouldBe(new SeenOrigin("shop.example", "x", "Firefox"));
        SeenOrigin
            .Of(format, """{"url":"https://shop.example/a?utm_source=x"}""")
            .ShouldBe(new SeenOrigin("shop.example", "x"));
    }

    private static SeenOrigin Of(string preset, string message) =>
        SeenOrigin.Of(ClickFormats.Create(preset), message);

    private static UInt128 Row(string message)
    {
        var row = new RowSink();
        ClickFormats.Create("counts").Read(default, Encoding.UTF8.GetBytes(message), row);
        return row.Row;
    }

    private sealed class RowSink : IClickSink
    {
        public UInt128 Row { get; private set; }

        public void Add(in ClickDash.Core.Clicks.Click click) => Row = click.Row;
    }
}
