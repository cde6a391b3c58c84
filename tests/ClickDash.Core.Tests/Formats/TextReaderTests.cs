using System.Text;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Tests.Formats;

public sealed class TextReaderTests
{
    [Theory]
    [InlineData("/a/b/", "/a/b/")]
    [InlineData("/A//b?x#y", "/A//b")]
    [InlineData("/a#b?c", "/a")]
    [InlineData("https://x", "/")]
    [InlineData("https://x?y", "/")]
    [InlineData("HTTP://u:p@x:80/A%20b?c", "/A%20b")]
    [InlineData("app+1.0://host/x", "/x")]
    [InlineData("file:///x", "/x")]
    [InlineData("//host/x", "//host/x")]
    [InlineData("/go/http://x/y", "/go/http://x/y")]
    [InlineData("1a://x/y", "1a://x/y")]
    [InlineData("mailto:x", "mailto:x")]
    [InlineData("?x=1", "/")]
    [InlineData("#", "/")]
    [InlineData("Checkout page", "Checkout page")]
    [InlineData("*", "*")]
    [InlineData("", "")]
    public void Pages(string text, string page) =>
        Encoding.UTF8.GetString(PageText.Read(Encoding.UTF8.GetBytes(text))).ShouldBe(page);

    [Theory]
    [InlineData("https://www.Example.org/a?b", "example.org")]
    [InlineData("http://u:p@www.www.example.org:80/", "www.example.org")]
    [InlineData("http://localhost:3000/", "localhost")]
    [InlineData("https://[2001:DB8::1]:443/x", "[2001:db8::1]")]
    [InlineData("https://x?a=b@c", "x")]
    [InlineData("https://ÖBB.at/", "öbb.at")]
    [InlineData("Example.org:80/path", "example.org")]
    [InlineData("file:///x", "")]
    [InlineData("https://www./", "")]
    [InlineData("localhost:3000", "")]
    [InlineData("$direct", "")]
    [InlineData("(direct)", "")]
    [InlineData("about:blank", "")]
    [InlineData("/path.html", "")]
    [InlineData("", "")]
    public void Referrers(string text, string host) =>
        Encoding
            .UTF8.GetString(ReferrerText.Read(Encoding.UTF8.GetBytes(text), new TextBuffer()))
            .ShouldBe(host);

    [Theory]
    [InlineData("nz", "NZ")]
    [InlineData("nZ", "NZ")]
    [InlineData("NZ", "NZ")]
    [InlineData("n1", "n1")]
    [InlineData("ü", "ü")]
    [InlineData("nzl", "nzl")]
    [InlineData("New Zealand", "New Zealand")]
    public void Countries(string text, string country) =>
        Encoding
            .UTF8.GetString(CountryText.Read(Encoding.UTF8.GetBytes(text), new TextBuffer()))
            .ShouldBe(country);

    [Theory]
    [InlineData("200", 200)]
    [InlineData("599", 599)]
    [InlineData("200.0", 200)]
    [InlineData("99", 0)]
    [InlineData("600", 0)]
    [InlineData("200.5", 0)]
    [InlineData("-200", 0)]
    [InlineData("2x0", 0)]
    [InlineData("", 0)]
    public void Statuses(string text, int status) =>
        StatusText.Read(Encoding.UTF8.GetBytes(text)).ShouldBe(status);

    [Theory]
    [InlineData("GET /a?b HTTP/1.1", "/a")]
    [InlineData("GET /a b HTTP/1.1", "/a b")]
    [InlineData("GET /a HTTP/x HTTP/1.1", "/a HTTP/x")]
    [InlineData("GET /a", "/a")]
    [InlineData("OPTIONS * HTTP/1.1", "*")]
    [InlineData("M-SEARCH /x HTTP/1.1", "/x")]
    [InlineData("GET HTTP/1.1", "")]
    [InlineData("GET  HTTP/1.1", "")]
    [InlineData("GET ", "")]
    [InlineData("GET", "")]
    [InlineData("-", "")]
    [InlineData("", "")]
    [InlineData("\u0016\u0003\u0001 x", "")]
    public void Request_lines(string text, string page) =>
        Encoding.UTF8.GetString(RequestText.Page(Encoding.UTF8.GetBytes(text))).ShouldBe(page);

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0)", "desktop")]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) Mobile", "mobile")]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K)", "tablet")]
    [InlineData("Mozilla/5.0 (IPAD; CPU OS)", "tablet")]
    [InlineData("Mozilla/4.0 (compatible; MSIE 7.0; Tablet PC 2.0)", "desktop")]
    [InlineData("Mozilla/4.0 (Tablet PC 2.0; Tablet; rv:1)", "tablet")]
    [InlineData("Mozilla/5.0 (iPhone; CPU)", "mobile")]
    [InlineData("Opera Mobi", "mobile")]
    [InlineData("Go-http-client/2.0", "bot")]
    [InlineData("Mozilla/5.0 (iPhone) GOOGLEBOT", "bot")]
    [InlineData("Ünïcode", "desktop")]
    [InlineData("", "")]
    public void User_agents(string text, string device)
    {
        Encoding
            .UTF8.GetString(DeviceText.UserAgent(Encoding.UTF8.GetBytes(text)))
            .ShouldBe(device);
        if (device != "")
        {
            var padded = Encoding.UTF8.GetBytes(text + new string('.', 2_000));
            Encoding.UTF8.GetString(DeviceText.UserAgent(padded)).ShouldBe(device);
        }
    }
}
