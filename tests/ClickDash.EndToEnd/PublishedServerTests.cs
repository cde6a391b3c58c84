using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>The published server, started and stopped as people do.</summary>
public sealed class PublishedServerTests
{
    [Fact]
    public async Task Without_settings_it_says_where_its_page_and_its_broker_are()
    {
        Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");
        await using var server = await ProductServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var page = await http.GetStringAsync("", TestContext.Current.CancellationToken);
        page.ShouldContain("DEMO");
        var broker = await server.BrokerAsync();
        page.ShouldContain(broker);
    }
}
