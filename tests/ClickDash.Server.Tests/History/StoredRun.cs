using System.Text;
using System.Text.Json;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Engine;
using ClickDash.Server.History;
using ClickDash.Server.Settings;
using ClickDash.Server.Tests.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.History;

/// <summary>An engine and its store, without a broker: messages are handed over as the consumer does.</summary>
internal sealed class StoredRun : IAsyncDisposable
{
    private readonly FakeTimeProvider _time;

    private StoredRun(ClickDashSettings settings, FakeTimeProvider time, ILogger<StoreService>? log)
    {
        _time = time;
        Engine = OfflineEngine.Create(time, settings);
        Service = new StoreService(
            settings,
            Engine,
            time,
            log ?? NullLogger<StoreService>.Instance
        );
    }

    public LiveEngine Engine { get; }

    public StoreService Service { get; }

    public TopicIntake Topic => Engine.Topics[0];

    /// <summary>Hands over its topic's messages; made with the first, since the store is loaded before.</summary>
    public TopicFeed Feed => field ??= new TopicFeed(Topic);

    /// <summary>The time of messages; now where not set.</summary>
    public DateTimeOffset? Came { get; set; }

    /// <summary>One that goes on where the store in a file ends.</summary>
    public static async Task<StoredRun> StartAsync(
        string file,
        FakeTimeProvider time,
        string format = "clicks",
        KafkaOptions? kafka = null,
        ILogger<StoreService>? log = null
    )
    {
        var run = new StoredRun(
            new ClickDashSettings
            {
                Kafka = kafka ?? new KafkaOptions { BootstrapServers = "127.0.0.1:1" },
                Format = format,
                Store = new StoreSettings { Path = file },
            },
            time,
            log
        );
        await run.Service.StartAsync(TestContext.Current.CancellationToken);
        return run;
    }

    public void Begin(
        long offset,
        long? from = null,
        SegmentStart kind = SegmentStart.First,
        string topicId = "id"
    )
    {
        Feed.Begin(offset, from, kind: kind, topicId: topicId);
        Feed.Reads(offset);
    }

    /// <summary>Clicks.</summary>
    public void Take(long offset, params string[] pages) =>
        Take(offset, pages.Select(page => JsonSerializer.SerializeToUtf8Bytes(new { page })));

    /// <summary>Counts of one second.</summary>
    public void Take(long offset, DateTimeOffset second, params (string Page, long Count)[] rows) =>
        Take(offset, rows.Select(row => Row(second, row.Page, row.Count)));

    /// <summary>A count of a key, the page.</summary>
    public void TakeKeyed(
        long offset,
        DateTimeOffset second,
        string page,
        long count,
        int partition = 0
    ) =>
        Feed.Take(
            offset,
            (Came ?? _time.GetUtcNow()).ToUnixTimeMilliseconds(),
            [Row(second, page, count)],
            partition,
            page
        );

    /// <summary>A message of a key without a value.</summary>
    public void TakeTombstone(long offset, string page) =>
        Feed.TakeTombstone(offset, (Came ?? _time.GetUtcNow()).ToUnixTimeMilliseconds(), page);

    /// <summary>All up to an offset is read.</summary>
    public void Ends(long end)
    {
        Feed.Reached(end);
        Feed.Reads(end);
    }

    /// <summary>Clicks of a time of their own.</summary>
    public void TakeAt(long offset, DateTimeOffset time, params string[] pages) =>
        Take(
            offset,
            pages.Select(page =>
                JsonSerializer.SerializeToUtf8Bytes(
                    new { page, ts = time.ToUnixTimeMilliseconds() }
                )
            )
        );

    public Snapshot Picture(params string[] filters) => Picture(View.DefaultWindow, filters);

    public Snapshot Picture(int window, params string[] filters)
    {
        View.TryCreate(new ViewRequest(window, Filters: filters), out var view, out _, out _)
            .ShouldBeTrue();
        return Engine.Read([Engine.Open(view!)], sequence: 1)[0].ToSnapshot();
    }

    /// <summary>A partition was seen to end just now.</summary>
    public void SeesEnd(long end) =>
        Feed.Report(
            IngestState.Reading,
            "Reading clicks.",
            new PartitionReport(0, PartitionState.Reading, Message: null, end, HeldBack: 0)
            {
                EndAskedAt = _time.GetUtcNow().ToUnixTimeMilliseconds(),
            }
        );

    public Task StopAsync() => Service.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Clicks without a time of their own, whose messages the broker gave a time.</summary>
    public void TakeAppended(long offset, DateTimeOffset appended, params string[] pages) =>
        Feed.Take(
            offset,
            appended.ToUnixTimeMilliseconds(),
            pages.Select(page => JsonSerializer.SerializeToUtf8Bytes(new { page })),
            isLogAppendTime: true
        );

    public void Crash() => Service.Dispose();

    public ValueTask DisposeAsync()
    {
        Service.Dispose();
        Engine.Dispose();
        return ValueTask.CompletedTask;
    }

    private static byte[] Row(DateTimeOffset second, string page, long count) =>
        Encoding.UTF8.GetBytes(
            $$"""{"second":{{second.ToUnixTimeSeconds()}},"page":"{{page}}","count":{{count}}}"""
        );

    private void Take(long offset, IEnumerable<byte[]> values)
    {
        Feed.Take(offset, (Came ?? _time.GetUtcNow()).ToUnixTimeMilliseconds(), values);
    }
}
