using System.Net.Http.Json;
using System.Text.Json;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Scenes;
using ClickDash.Server.Engine;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ClickDash.Server.Tests;

/// <summary>The real server on a port of its own, with its embedded broker and no simulated clicks.</summary>
public class ServerFixture : WebApplicationFactory<Program>, IAsyncLifetime
{
    /// <summary>Longer than anything takes here; only a broken server reaches it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The settings it starts with.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>();

    public string Broker => Services.GetRequiredService<KafkaConnection>().Address;

    public HttpClient Http { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        UseKestrel(0);
        StartServer();
        Http = CreateClient();
        return ValueTask.CompletedTask;
    }

    /// <summary>A client that keeps no cookies and follows no redirects, with a key or without.</summary>
    public HttpClient Bare(string? key = null)
    {
        var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
        )
        {
            BaseAddress = Http.BaseAddress,
        };
        http.DefaultRequestHeaders.Authorization = key is null ? null : new("Bearer", key);
        return http;
    }

    /// <summary>A started connection to the hub.</summary>
    /// <param name="cancellation">Ends the start.</param>
    /// <param name="headers">Sent along; null for none.</param>
    public async Task<HubConnection> ConnectAsync(
        CancellationToken cancellation,
        IReadOnlyDictionary<string, string>? headers = null
    )
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(Http.BaseAddress!, "live"),
                options =>
                {
                    foreach (var (name, value) in headers ?? new Dictionary<string, string>())
                    {
                        options.Headers[name] = value;
                    }
                }
            )
            .AddJsonProtocol(json =>
                SceneJson.AddContract(json.PayloadSerializerOptions.TypeInfoResolverChain)
            )
            .Build();
        await hub.StartAsync(cancellation);
        return hub;
    }

    /// <summary>Sends values to the topic and waits until the broker has them.</summary>
    public async Task ProduceAsync(IEnumerable<byte[]?> values, CancellationToken cancellation)
    {
        using var producer = new ClickProducer(Broker);
        foreach (var value in values)
        {
            await producer.SendAsync("clicks", value, cancellation: cancellation);
        }

        await producer.FlushAsync(cancellation);
    }

    /// <summary>What was read, once that is as many messages as expected.</summary>
    public async Task<Totals> TotalsAfterAsync(long messages, CancellationToken cancellation)
    {
        // Each frame follows a tick; the totals only move between ticks.
        await using var hub = await ConnectAsync(cancellation);
        await foreach (
            var _ in hub.StreamAsync<LiveMessage>("Watch", new ViewRequest(), cancellation)
        )
        {
            var totals = await TotalsAsync(cancellation);
            if (totals.Messages >= messages)
            {
                return totals;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    public async Task<Totals> TotalsAsync(CancellationToken cancellation) =>
        (await Http.GetFromJsonAsync("api/totals", WireJson.Default.Totals, cancellation))!;

    public async Task<Snapshot> SnapshotAsync(string query, CancellationToken cancellation) =>
        (
            await Http.GetFromJsonAsync(
                $"api/snapshot{query}",
                WireJson.Default.Snapshot,
                cancellation
            )
        )!;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ClickDash:Simulator:Rate", "0");
        builder.UseSetting("ClickDash:Store:Path", "");
        foreach (var (name, value) in Settings)
        {
            builder.UseSetting(name, value);
        }
    }
}
