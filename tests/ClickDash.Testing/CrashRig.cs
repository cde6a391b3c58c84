using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ClickDash.Core.Wire;
using ClickDash.Kafka;

namespace ClickDash.Testing;

/// <summary>
/// A real broker, a producer that goes on and on, and a server that can be killed at any moment and started again on its
/// store: after each start its counts must equal what was sent.
/// </summary>
public sealed class CrashRig : IAsyncDisposable
{
    private const int Partitions = 6;
    private const string OnePage = "/page-7";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _servers;
    private readonly string _topic;
    private readonly string _folder;
    private readonly ClickProducer _producer;
    private readonly CrashTraffic _traffic;
    private readonly SemaphoreSlim _running = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly long _began = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeMilliseconds();
    private Task _sending = Task.CompletedTask;
    private ProductServer? _server;
    private ProductServer? _other;
    private long _messages;

    private CrashRig(string servers, string topic, int seed)
    {
        (_servers, _topic, _traffic) = (servers, topic, new CrashTraffic(seed));
        _folder = Directory.CreateTempSubdirectory("clickdash-crash-").FullName;
        // Sent once and in order, however often the broker goes away.
        _producer = new ClickProducer(
            servers,
            new Dictionary<string, string>
            {
                ["enable.idempotence"] = "true",
                ["message.timeout.ms"] = "300000",
            }
        );
    }

    /// <summary>The server that runs now.</summary>
    public ProductServer Server => _server!;

    /// <summary>How many messages were sent.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Starts the producer and a server.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="rate">Messages a second.</param>
    /// <param name="seed">Which clicks are sent.</param>
    public static async Task<CrashRig> StartAsync(KafkaBroker broker, int rate, int seed = 5202)
    {
        var topic = $"crash-{Guid.NewGuid():N}";
        await broker.CreateTopicAsync(topic, Partitions);
        var rig = new CrashRig(broker.BootstrapServers, topic, seed);
        await rig.StartServerAsync();
        rig._sending = Task.Run(() => rig.SendAsync(rate));
        return rig;
    }

    /// <summary>Waits until so many messages were sent.</summary>
    public async Task SentAsync(long messages)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (Messages < messages && await poll.WaitForNextTickAsync()) { }
    }

    /// <summary>Kills the server as a power cut would, and starts it again.</summary>
    public async Task CrashAsync()
    {
        await Server.KillAsync();
        await Server.DisposeAsync();
        await StartServerAsync();
    }

    /// <summary>Starts a second server on the same topic, with a store of its own, which is compared too from then on.</summary>
    public async Task JoinAsync() => _other = await StartServerAsync("other.db");

    /// <summary>
    /// Stops sending, waits until all that was sent is read, compares, and sends on. Gives what is wrong, or null.
    /// </summary>
    public async Task<string?> DifferenceAsync()
    {
        await _running.WaitAsync();
        try
        {
            using var end = new CancellationTokenSource(Patience);
            await _producer.FlushAsync(end.Token);
            if (_producer.Failed > 0)
            {
                return $"{_producer.Failed} messages could not be sent: {_producer.LastProblem}";
            }

            return await DifferenceAsync(Server, end.Token)
                ?? (_other is null ? null : await DifferenceAsync(_other, end.Token));
        }
        finally
        {
            _running.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sending;
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_other is not null)
        {
            await _other.DisposeAsync();
        }

        _producer.Dispose();
        _running.Dispose();
        _stopping.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string?> DifferenceAsync(ProductServer server, CancellationToken end)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var totals = await TotalsAsync(http, end);
        var past = (
            await http.GetFromJsonAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"api/history?from={_began}&step=1&top=1000"
                ),
                WireJson.Default.Snapshot,
                end
            )
        )!;
        // A filter sees its past once the log is filled again, and all users are known then.
        var filtered = await FilteredAsync(http, end);
        var live = (
            await http.GetFromJsonAsync(
                "api/snapshot?window=900&top=1000",
                WireJson.Default.Snapshot,
                end
            )
        )!;
        return Difference(totals, past, live) ?? FilterDifference(filtered);
    }

    private async Task StartServerAsync() => _server = await StartServerAsync("clickdash.db");

    private Task<ProductServer> StartServerAsync(string store) =>
        ProductServer.StartAsync([
            "--ClickDash:Kafka:BootstrapServers",
            _servers,
            "--ClickDash:Kafka:Topic",
            _topic,
            "--ClickDash:Kafka:StartFrom",
            "earliest",
            "--ClickDash:Store:Path",
            Path.Combine(_folder, store),
        ]);

    private async Task SendAsync(int rate)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await NextAsync(timer))
        {
            await _running.WaitAsync();
            for (var i = 0; i < rate / 100; i++)
            {
                await SendOneAsync();
            }

            _running.Release();
        }
    }

    private async Task<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SendOneAsync()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var (value, timestamp) = _traffic.Next(Interlocked.Increment(ref _messages), now);
        await _producer.SendAsync(_topic, value, timestamp: timestamp);
    }

    private async Task<Totals> TotalsAsync(HttpClient http, CancellationToken end)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var totals = (await http.GetFromJsonAsync("api/totals", WireJson.Default.Totals, end))!;
            if (totals.Messages >= Messages)
            {
                return totals;
            }

            await poll.WaitForNextTickAsync(end);
        }
    }

    /// <summary>A filter's picture, once it knows all that was counted before the server was killed.</summary>
    private async Task<Snapshot> FilteredAsync(HttpClient http, CancellationToken end)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var seen = (
                await http.GetFromJsonAsync(
                    $"api/snapshot?window=900&filter=page:{OnePage}",
                    WireJson.Default.Snapshot,
                    end
                )
            )!;
            if (seen.Reach < _began)
            {
                return seen;
            }

            await poll.WaitForNextTickAsync(end);
        }
    }

    private string? FilterDifference(Snapshot seen)
    {
        var sent = _traffic.Clicks.From(seen.Start / 1000, OnePage);
        return SentClicks.Of(seen).Equals(sent)
            ? null
            : $"a filter sees {seen.Kpi.Total} of {sent.Count}";
    }

    private string? Difference(Totals totals, Snapshot past, Snapshot live)
    {
        var from = live.Start / 1000;
        var sent = _traffic.Clicks.From(from);
        return totals.Messages != Messages ? $"{totals.Messages} messages of {Messages}"
            : !totals.AddsUp
                ? $"{totals.Messages} messages and {totals.Skipped} skipped, but {totals.Offsets} offsets"
            : _traffic.Difference(totals) is { } difference ? difference
            : !SentClicks.Of(past).Equals(_traffic.Clicks)
                ? $"stored seconds differ: {past.Kpi.Total} of {_traffic.Clicks.Count}"
            : !SentClicks.Of(live).Equals(sent)
                ? $"live seconds differ: {live.Kpi.Total} of {sent.Count}"
            : live.Kpi.WindowUsers != _traffic.Users(from)
                ? $"{live.Kpi.WindowUsers} users of {_traffic.Users(from)}"
            : null;
    }
}
