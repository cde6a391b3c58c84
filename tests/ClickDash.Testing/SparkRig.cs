using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ClickDash.Core.Wire;
using ClickDash.Kafka;

namespace ClickDash.Testing;

/// <summary>
/// One stream of clicks counted twice: by a server that reads them, and by Spark into a topic that a second server reads. Both
/// must show what was sent, by page and second, however often Spark is killed.
/// </summary>
public sealed class SparkRig : IAsyncDisposable
{
    private const int Partitions = 6;
    private const int Pages = 40;

    // The lateness that server and job allow by default, in milliseconds.
    private const int Lateness = 600_000;

    // How long the clicks take by the clock of their messages.
    private const int Span = 300_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ProductServer _clicks;
    private readonly ProductServer _counts;
    private readonly HttpClient _clicksHttp;
    private readonly HttpClient _countsHttp;
    private readonly string _servers;
    private readonly string _topic;
    private readonly SentClicks _sent = new();
    private readonly long _began = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - Span;

    private SparkRig(
        string servers,
        string topic,
        ProductServer clicks,
        ProductServer counts,
        SparkJob spark
    )
    {
        (_servers, _topic, _clicks, _counts, Spark) = (servers, topic, clicks, counts, spark);
        _clicksHttp = new HttpClient { BaseAddress = clicks.Address };
        _countsHttp = new HttpClient { BaseAddress = counts.Address };
    }

    /// <summary>Why it cannot run here; null where it can.</summary>
    public static string? SkipReason =>
        ProductServer.SkipReason ?? KafkaInstallation.SkipReason ?? SparkInstallation.SkipReason;

    /// <summary>The job that counts.</summary>
    public SparkJob Spark { get; }

    /// <summary>How many clicks count: those that were not too late.</summary>
    public long Counted => _sent.Count;

    /// <summary>How many clicks were sent too late.</summary>
    public long TooLate { get; private set; }

    /// <summary>Starts both servers and Spark.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="most">How many messages Spark takes a batch.</param>
    /// <param name="hasMuchToDo">As <see cref="SparkJob.StartAsync"/> takes it.</param>
    public static async Task<SparkRig> StartAsync(
        KafkaBroker broker,
        int most,
        bool hasMuchToDo = false
    )
    {
        var topic = $"clicks-{Guid.NewGuid():N}";
        var counts = $"{topic}.counts";
        await broker.CreateTopicAsync(topic, Partitions);
        await broker.CreateTopicAsync(counts, Partitions);
        var servers = broker.BootstrapServers;
        return new SparkRig(
            servers,
            topic,
            await ServerAsync(servers, topic),
            // Counts come when Spark gets to them: later than their clicks.
            await ServerAsync(
                servers,
                counts,
                ["--ClickDash:Format", "counts", "--ClickDash:Live:AllowedLateness", "01:00:00"]
            ),
            await SparkJob.StartAsync(
                "counts",
                servers,
                [
                    "--topic",
                    topic,
                    "--to",
                    counts,
                    "--most",
                    most.ToString(CultureInfo.InvariantCulture),
                ],
                hasMuchToDo
            )
        );
    }

    /// <summary>
    /// Sends clicks, of which one in a hundred is late and one in a hundred too late; and, beside them, messages that are no
    /// click, one in a thousand.
    /// </summary>
    public async Task SendAsync(int count, int seed = 5202)
    {
        using var producer = new ClickProducer(_servers);
        var chance = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var came = _began + (long)i * Span / count;
            await SendOneAsync(producer, chance, came);
            if (i % 1000 == 0)
            {
                await producer.SendAsync(_topic, "no click"u8.ToArray(), timestamp: came);
            }
        }

        using var end = new CancellationTokenSource(Patience);
        await producer.FlushAsync(end.Token);
        if (producer.Failed > 0)
        {
            throw new InvalidOperationException(
                $"{producer.Failed} messages could not be sent: {producer.LastProblem}"
            );
        }
    }

    /// <summary>Waits until Spark's counts have come to a number of clicks.</summary>
    public Task CountedAsync(long clicks) =>
        WaitAsync(_countsHttp, totals => totals.Clicks >= clicks);

    /// <summary>Kills Spark as a power cut would and starts it again: it goes on from its checkpoint.</summary>
    public async Task CrashAsync()
    {
        await Spark.KillAsync();
        await Spark.StartAgainAsync();
    }

    /// <summary>Waits until all that was sent is counted, and compares; gives what is wrong, or null.</summary>
    public async Task<string?> DifferenceAsync()
    {
        await WaitAsync(_countsHttp, IsWhole);
        var own = await WaitAsync(_clicksHttp, IsWhole);
        var (clicks, counts) = (await PastAsync(_clicksHttp), await PastAsync(_countsHttp));
        return own.Dropped["too_late"] != TooLate
                ? $"{own.Dropped["too_late"]} were too late, not {TooLate}"
            : !clicks.Equals(_sent)
                ? $"the server that reads clicks shows {clicks.Count}, not {Counted}"
            : !counts.Equals(_sent)
                ? $"the server that reads Spark's counts shows {counts.Count}, not {Counted}"
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        await Spark.DisposeAsync();
        _clicksHttp.Dispose();
        _countsHttp.Dispose();
        await _clicks.DisposeAsync();
        await _counts.DisposeAsync();
    }

    private static Task<ProductServer> ServerAsync(
        string servers,
        string topic,
        IEnumerable<string>? settings = null
    ) =>
        ProductServer.StartAsync([
            "--ClickDash:Kafka:BootstrapServers",
            servers,
            "--ClickDash:Kafka:Topic",
            topic,
            "--ClickDash:Kafka:StartFrom",
            "earliest",
            .. settings ?? [],
        ]);

    private async Task<Totals> WaitAsync(HttpClient http, Func<Totals, bool> isEnough)
    {
        using var end = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var totals = (await http.GetFromJsonAsync("api/totals", WireJson.Default.Totals))!;
            if (isEnough(totals))
            {
                return totals;
            }

            if (end.IsCancellationRequested)
            {
                throw new TimeoutException(
                    $"Not counted in time: {JsonSerializer.Serialize(totals, WireJson.Default.Totals)} of {Counted} clicks and {TooLate} too late. Spark:\n{Spark.Log}"
                );
            }

            await poll.WaitForNextTickAsync();
        }
    }

    // Both: the last messages may hold no click.
    private bool IsWhole(Totals totals) =>
        totals.Clicks >= Counted && totals.Partitions.Sum(partition => partition.Lag) == 0;

    private async Task<SentClicks> PastAsync(HttpClient http)
    {
        var past = await http.GetFromJsonAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"api/history?from={_began - Lateness}&step=1&top=1000"
            ),
            WireJson.Default.Snapshot
        );
        return SentClicks.Of(past!);
    }

    private async Task SendOneAsync(ClickProducer producer, Random chance, long came)
    {
        var late = chance.Next(100) switch
        {
            0 => chance.Next(10_000, Lateness + 1),
            1 => chance.Next(Lateness + 1, Lateness * 5),
            _ => chance.Next(2000),
        };
        var ts = came - late;
        var page = string.Create(CultureInfo.InvariantCulture, $"/page-{chance.Next(Pages)}");
        // With queries, which are cut, so that many messages are of one row.
        var click = new
        {
            ts,
            page = string.Create(CultureInfo.InvariantCulture, $"{page}?id={chance.Next()}"),
            country = chance.Next(2) == 0 ? "NZ" : "au",
            device = "Mobile",
            status = chance.Next(20) == 0 ? 404 : 200,
            referrer = chance.Next(3) == 0 ? "https://www.example.org/a/b" : null,
        };
        await producer.SendAsync(
            _topic,
            JsonSerializer.SerializeToUtf8Bytes(click),
            timestamp: came
        );
        if (late <= Lateness)
        {
            _sent.Add(page, ts / 1000);
        }
        else
        {
            TooLate++;
        }
    }
}
