using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Ingest;
using ClickDash.Server.Engine;
using ClickDash.Server.Live;
using ClickDash.Server.Ops;
using ClickDash.Server.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.Ops;

/// <summary>A quiet topic is well, a consumer that stands still before waiting messages is not.</summary>
public sealed class ConsumerHealthTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly KafkaConnection _kafka;
    private readonly LiveEngine _engine;

    public ConsumerHealthTests()
    {
        var settings = new ClickDashSettings
        {
            Kafka = new() { BootstrapServers = "localhost:9092" },
            Live = new() { ClickLogSize = 100_000 },
        };
        _kafka = new(settings);
        _engine = new(
            settings,
            _kafka,
            new Connections(settings, NullLogger<Connections>.Instance),
            _time,
            NullLogger<LiveEngine>.Instance
        );
        Sink.Begin(topicId: null, [new PartitionStart(0, 0, 0, 0)]);
        Sink.Status(IngestState.Reading, "Reading.");
    }

    private IMessageSink Sink => _engine.Topics[0];

    [Fact]
    public async Task An_hour_without_a_message_is_well()
    {
        _time.Advance(TimeSpan.FromHours(1));
        (await CheckAsync()).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Messages_that_wait_and_are_not_read_are_not()
    {
        Take(1);
        Sink.Ends([new PartitionEnd(0, 7)]);
        _time.Advance(TimeSpan.FromSeconds(15));
        (await CheckAsync()).Status.ShouldBe(HealthStatus.Healthy);

        _time.Advance(TimeSpan.FromSeconds(1));

        var check = await CheckAsync();
        check.Status.ShouldBe(HealthStatus.Unhealthy);
        check.Description.ShouldBe("Messages are waiting in clicks, but none was read for 16 s.");
    }

    [Fact]
    public async Task A_topic_that_wakes_after_an_hour_is_given_time()
    {
        _time.Advance(TimeSpan.FromHours(1));
        Sink.Ends([new PartitionEnd(0, 7)]);

        (await CheckAsync()).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_consumer_that_reads_but_is_behind_is_well()
    {
        Sink.Ends([new PartitionEnd(0, 1_000_000)]);
        for (var i = 0; i < 60; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Take(1);
        }

        (await CheckAsync()).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Theory]
    [InlineData(IngestState.Connecting)]
    [InlineData(IngestState.WaitingForTopic)]
    [InlineData(IngestState.Failed)]
    public async Task One_that_cannot_read_says_why(IngestState state)
    {
        Sink.Status(state, "Because.");
        var check = await CheckAsync();
        check.Status.ShouldBe(HealthStatus.Unhealthy);
        check.Description.ShouldBe("Because.");
    }

    public void Dispose() => _kafka.Dispose();

    private long _next;

    private void Take(int messages)
    {
        var batch = new MessageBatch();
        for (var i = 0; i < messages; i++)
        {
            batch.Add(0, _next++, -1, [], """{"page":"/a"}"""u8);
        }

        Sink.Take(batch);
    }

    private Task<HealthCheckResult> CheckAsync() =>
        new ConsumerHealth(_engine).CheckHealthAsync(
            new HealthCheckContext(),
            TestContext.Current.CancellationToken
        );
}
