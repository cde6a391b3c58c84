using System.Text.Json;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Engine;
using ClickDash.Server.History;
using ClickDash.Server.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClickDash.Benchmarks.Month;

/// <summary>A server's engine and store from a start to a stop or a crash, and three views that somebody watches; without a broker.</summary>
internal sealed class MonthServer : IDisposable
{
    // What the month's busiest hours need: full after two days, so that memory that grows later does so without end.
    private const int ClicksInLog = 1 << 18;

    private readonly ClickDashSettings _settings;
    private readonly SimulatedClock _clock;
    private readonly KafkaConnection _kafka;
    private readonly LiveEngine _engine;
    private readonly StoreService _stores;
    private readonly OpenView[] _views;
    private readonly byte[] _value = new byte[512];
    private readonly IReaderSink _reader;
    private IReaderSink? _again;
    private long _ticks;

    private MonthServer(ClickDashSettings settings, SimulatedClock clock)
    {
        (_settings, _clock, _kafka) = (settings, clock, new KafkaConnection(settings));
        _engine = new LiveEngine(
            settings,
            _kafka,
            new Connections(settings, NullLogger<Connections>.Instance),
            clock,
            NullLogger<LiveEngine>.Instance
        );
        _stores = new StoreService(settings, _engine, clock, NullLogger<StoreService>.Instance);
        // The store is loaded before anything is read.
        _stores.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        _reader = ((ITopicSink)_engine.Topics[0]).NewReader(0);
        _views =
        [
            .. new[]
            {
                new ViewRequest(60),
                new ViewRequest(900),
                new ViewRequest(900, Filters: ["device:mobile"]),
            }.Select(request => _engine.Open(Viewed(request))),
        ];
    }

    /// <summary>What was read since counting began.</summary>
    public Totals Totals => _engine.Totals();

    /// <summary>Starts on a store's file, and goes on where that ends.</summary>
    public static MonthServer Start(string file, SimulatedClock clock) =>
        new(
            new ClickDashSettings
            {
                Kafka = new KafkaOptions { BootstrapServers = "127.0.0.1:1" },
                Live = new LiveSettings { ClickLogSize = ClicksInLog },
                Store = new StoreSettings { Path = file },
            },
            clock
        );

    /// <summary>The next offset to be read of each partition, by the store.</summary>
    public long[] Next()
    {
        var stored = _engine.Topics[0].Stored(new ReadAgain(ClicksInLog, _clock.GetUtcNow()));
        return
        [
            .. Enumerable
                .Range(0, MonthMessage.Partitions)
                .Select(partition => stored?.Partitions.GetValueOrDefault(partition)?.Next ?? 0),
        ];
    }

    /// <summary>Reading begins.</summary>
    /// <param name="next">The next offset that counts, by partition.</param>
    /// <param name="from">From where on is read again, for filters.</param>
    /// <param name="ends">What is there.</param>
    public void Begin(long[] next, long[] from, long[] ends) =>
        _reader.Begin([
            .. next.Select(
                (offset, partition) =>
                    new PartitionStart(
                        partition,
                        "month",
                        LeaderEpoch: 0,
                        offset,
                        Low: 0,
                        ends[partition],
                        from[partition],
                        offset == 0 ? SegmentStart.First : SegmentStart.Continued
                    )
            ),
        ]);

    /// <summary>A message is read.</summary>
    public void Take(in MonthMessage message, long offset) => Take(_reader, message, offset);

    /// <summary>What was read arrives.</summary>
    public void Flush() => _reader.Flush();

    /// <summary>A message that was counted is read again, for filters.</summary>
    public void TakeAgain(in MonthMessage message, long offset) =>
        Take(_again ??= ((ITopicSink)_engine.Topics[0]).NewRefill(), message, offset);

    /// <summary>What was read again arrives.</summary>
    public void FlushAgain() => _again?.Flush();

    /// <summary>All is read again.</summary>
    /// <param name="next">Up to which offset, by partition.</param>
    public void EndAgain(long[] next)
    {
        for (var partition = 0; _again is not null && partition < next.Length; partition++)
        {
            _again.Reached(partition, next[partition]);
        }

        _again?.Flush();
    }

    /// <summary>How reading goes, as the consumer says it.</summary>
    public void Report(long[] ends) =>
        ((ITopicSink)_engine.Topics[0]).Report(
            new TopicReport(
                IngestState.Reading,
                "Reading clicks.",
                [
                    .. ends.Select(
                        (end, partition) =>
                            new PartitionReport(
                                partition,
                                PartitionState.Reading,
                                Message: null,
                                end,
                                HeldBack: 0
                            )
                    ),
                ]
            )
        );

    /// <summary>One tick: what came is folded, and every view gets its picture.</summary>
    public void Tick() => _engine.Read(_views, ++_ticks);

    /// <summary>Stores what is not stored yet, and every ten minutes deletes and trims, as every two seconds in the product.</summary>
    public void Store() => _engine.Store();

    /// <summary>Stops as a server does that is told to.</summary>
    public void Stop() => _stores.StopAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>What <c>/api/history</c> answers.</summary>
    public Snapshot Ask(string query)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString(query);
        var answer = HistoryEndpoint.Answer(
            request,
            _stores,
            _engine,
            _settings,
            CancellationToken.None
        );
        return answer is Ok<Snapshot> { Value: { } picture }
            ? picture
            : throw new InvalidOperationException(
                $"{query} is answered with {JsonSerializer.Serialize((answer as IValueHttpResult)?.Value)}."
            );
    }

    /// <summary>Ends it as a crash does: nothing more is stored.</summary>
    public void Dispose()
    {
        _stores.Dispose();
        _engine.Dispose();
        _kafka.Dispose();
    }

    private void Take(IReaderSink reader, in MonthMessage message, long offset)
    {
        var length = message.Write(_value);
        reader.Take(
            new MessageView(
                message.Partition,
                offset,
                message.MessageTime,
                default,
                _value.AsSpan(0, length),
                isNull: false
            )
        );
    }

    private static View Viewed(ViewRequest request) =>
        View.TryCreate(request, out var view, out _, out var problem)
            ? view
            : throw new InvalidOperationException(problem);
}
