using System.Net.Http.Json;
using System.Text;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Testing;

namespace ClickDash.EndToEnd.Browsing;

/// <summary>A running product and what can be asked of it beside the browser.</summary>
public sealed class Site : IAsyncDisposable
{
    private readonly ProductServer _server;
    private readonly HttpClient _http;

    private Site(ProductServer server)
    {
        _server = server;
        _http = new HttpClient { BaseAddress = server.Address };
    }

    /// <summary>Where its page is.</summary>
    public Uri Address => _server.Address;

    /// <summary>Starts the product with these settings (<c>ClickDash:</c> is put before each); skips the test where it is not published.</summary>
    /// <param name="settings">Such as <c>Simulator:Rate=0</c>.</param>
    /// <param name="port">Where to listen; 0 for a free port.</param>
    public static async Task<Site> StartAsync(string[] settings, int port = 0)
    {
        Assert.SkipWhen(ProductServer.SkipReason is not null, ProductServer.SkipReason ?? "");
        return new Site(
            await ProductServer.StartAsync(settings.Select(s => $"--ClickDash:{s}"), port)
        );
    }

    /// <summary>The address of its embedded broker, as it is printed.</summary>
    public Task<string> BrokerAsync() => _server.BrokerAsync();

    /// <summary>The picture that a viewer gets now.</summary>
    public async Task<Snapshot> SnapshotAsync(string query = "") =>
        (
            await _http.GetFromJsonAsync(
                "api/snapshot" + query,
                WireJson.Default.Snapshot,
                TestContext.Current.CancellationToken
            )
        )!;

    /// <summary>What was counted so far.</summary>
    public async Task<Totals> TotalsAsync() =>
        (
            await _http.GetFromJsonAsync(
                "api/totals",
                WireJson.Default.Totals,
                TestContext.Current.CancellationToken
            )
        )!;

    /// <summary>The page as it comes over the wire, before any script.</summary>
    public Task<string> HtmlAsync(string query = "") =>
        _http.GetStringAsync(query, TestContext.Current.CancellationToken);

    /// <summary>An answer of any status.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) =>
        _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>Clicks each of these pages once, through the address that the server printed.</summary>
    public async Task ClickAsync(params IEnumerable<string> pages)
    {
        using var producer = new ClickProducer(await BrokerAsync());
        foreach (var page in pages)
        {
            var json = $$"""{"page":{{System.Text.Json.JsonSerializer.Serialize(page)}}}""";
            await producer.SendAsync("clicks", Encoding.UTF8.GetBytes(json));
        }

        await producer.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public Task KillAsync() => _server.KillAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}
