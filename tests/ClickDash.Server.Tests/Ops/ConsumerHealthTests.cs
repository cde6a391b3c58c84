using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Engine;
using ClickDash.Server.Ops;
using ClickDash.Server.Tests.Engine;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.Ops;

/// <summary>A quiet topic is well, a consumer that stands still before waiting messages is not.</summary>
public sealed class ConsumerHealthTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly LiveEngine _engine;
    private readonly TopicFeed _feed;

    public ConsumerHealthTests()
    {
        _engine = OfflineEngine.Create(_time);
        _feed = new TopicFeed(_engine.Topics[0]);
        _feed.Begin(offset: 0);
        _feed.Reads();
    }

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
        _feed.Reads(7);
        _time.Advance(TimeSpan.FromSeconds(15));
        (await CheckAsync()).Status.ShouldBe(HealthStatus.Healthy);

        _time.Advance(TimeSpan.FromSeconds(1));

        var check = await CheckAsync();
        check.Status.ShouldBe(HealthStatus.Unhealthy);
        check.Description.ShouldBe("Messages are waiting in clicks, but none was read for 16 s.");
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_is_named_and_leaves_it_ready()
    {
        _engine.TellStore("The disk is full.");
        _engine.Aggregator.Ask(() => 0);

        var check = await CheckAsync();

        check.Status.ShouldBe(HealthStatus.Degraded);
        check.Description.ShouldBe("The disk is full.");
    }

    [Fact]
    public async Task A_topic_that_wakes_after_an_hour_is_given_time()
    {
        _time.Advance(TimeSpan.FromHours(1));
        _feed.Reads(7);

        (await CheckAsync()).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_consumer_that_reads_but_is_behind_is_well()
    {
        _feed.Reads(1_000_000);
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
    [InlineData(IngestState.Refused)]
    [InlineData(IngestState.Failed)]
    public async Task One_that_cannot_read_says_why(IngestState state)
    {
        _feed.Report(state, "Because.");
        var check = await CheckAsync();
        check.Status.ShouldBe(HealthStatus.Unhealthy);
        check.Description.ShouldBe("Because.");
    }

    [Fact]
    public async Task A_partition_that_waits_for_a_leader_is_named_and_leaves_the_server_ready()
    {
        _feed.Report(
            IngestState.Reading,
            "Reading 2 of 3 partitions.",
            new PartitionReport(0, PartitionState.Reading, null, 0, 0),
            new PartitionReport(2, PartitionState.WaitingForLeader, "Partition 2 waits.", null, 0)
        );

        var check = await CheckAsync();
        check.Status.ShouldBe(HealthStatus.Degraded);
        check.Description.ShouldBe("Partition 2 waits.");
        _engine.Ingest.Trouble.ShouldBe("Partition 2 waits.");
    }

    [Fact]
    public async Task What_an_open_transaction_holds_back_does_not_wait()
    {
        Take(1);
        _feed.Report(
            IngestState.Reading,
            "Reading.",
            new PartitionReport(0, PartitionState.HeldBack, "It holds back 9 messages.", 1, 9)
        );
        _time.Advance(TimeSpan.FromMinutes(1));

        var check = await CheckAsync();
        check.Status.ShouldBe(HealthStatus.Degraded);
        check.Description.ShouldBe("It holds back 9 messages.");
    }

    public void Dispose() => _engine.Dispose();

    private long _next;

    private void Take(int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            _feed.Take(_next++, -1, ["""{"page":"/a"}"""u8.ToArray()]);
        }
    }

    private Task<HealthCheckResult> CheckAsync() =>
        new ConsumerHealth(_engine).CheckHealthAsync(
            new HealthCheckContext(),
            TestContext.Current.CancellationToken
        );
}
