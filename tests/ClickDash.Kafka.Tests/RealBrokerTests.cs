using ClickDash.Core.Wire;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace ClickDash.Kafka.Tests;

/// <summary>What a real broker does and the embedded one cannot.</summary>
public sealed class RealBrokerTests(BrokerFixture fixture)
{
    private readonly string _topic = $"t-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_hundred_thousand_messages_over_six_partitions_are_read_exactly_once()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 6);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(100_000));

        using var reading = new Reading(Reading.From(_topic, "earliest"), broker.BootstrapServers);
        reading.UntilCount(100_000);
        reading.Until(r => r.Ends == 100_000, "the ends of all partitions");
        reading.Messages.Count.ShouldBe(100_000);
        reading.Messages.Select(message => message.Value).ToHashSet().Count.ShouldBe(100_000);
        reading
            .Starts.Select(start => (start.Partition, start.Offset, start.Low))
            .ShouldBe(Enumerable.Range(0, 6).Select(n => (n, 0L, 0L)), ignoreOrder: true);
        reading.Starts.Sum(start => start.End).ShouldBe(100_000);
        reading.Starts.ShouldAllBe(start =>
            start.TopicId != null && start.Kind == SegmentStart.First
        );
        reading.Readers.ShouldBe(2);
    }

    [Fact]
    public async Task Latest_reads_what_comes_after_the_start_and_nothing_before()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 3);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(300));

        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers);
        reading.UntilReading();
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(100, from: 300));
        reading.UntilCount(100);
        reading
            .Messages.Select(message => message.Value)
            .ShouldBe(Sending.Numbers(100, from: 300), ignoreOrder: true);
        reading.Starts.Sum(start => start.Offset).ShouldBe(300);
    }

    [Fact]
    public async Task A_time_starts_at_the_first_message_of_that_time()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 2);
        var noon = new DateTimeOffset(
            2026,
            1,
            31,
            12,
            0,
            0,
            TimeSpan.Zero
        ).ToUnixTimeMilliseconds();
        await Sending.SendAsync(broker.BootstrapServers, _topic, ["before"], 0, noon - 1);
        await Sending.SendAsync(broker.BootstrapServers, _topic, ["at", "after"], 0, noon);
        await Sending.SendAsync(broker.BootstrapServers, _topic, ["long before"], 1, noon - 5000);

        using var reading = new Reading(
            Reading.From(_topic, "2026-01-31T12:00:00Z"),
            broker.BootstrapServers
        );
        reading.UntilReading();
        await Sending.SendAsync(broker.BootstrapServers, _topic, ["last"], 1);
        reading.UntilCount(3);
        reading
            .Messages.Select(message => message.Value)
            .ShouldBe(["at", "after", "last"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_topic_that_appears_later_is_waited_for_and_not_created()
    {
        var broker = await fixture.BrokerAsync();
        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers);
        reading.Until(r => r.State == IngestState.WaitingForTopic, "waiting for the topic");
        using (var admin = broker.Admin())
        {
            admin
                .GetMetadata(TimeSpan.FromSeconds(10))
                .Topics.ShouldNotContain(topic => topic.Topic == _topic);
        }

        await broker.CreateTopicAsync(_topic, 2);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(50));
        reading.UntilCount(50);
        reading.State.ShouldBe(IngestState.Reading);
    }

    [Fact]
    public async Task A_partition_that_is_added_is_read_from_its_first_message()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 1);
        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers);
        reading.UntilReading();
        await broker.AddPartitionsAsync(_topic, 2);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(10), partition: 1);
        reading.UntilCount(10);
        var added = reading.Starts.Single(start => start.Partition == 1);
        (added.Offset, added.From, added.Kind).ShouldBe((0, 0, SegmentStart.First));
        reading.Losses.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_mark_of_a_transaction_at_the_end_is_passed()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 1);
        using var reading = new Reading(Reading.From(_topic, "earliest"), broker.BootstrapServers);
        using var producer = new ProducerBuilder<Null, string>(
            new ProducerConfig
            {
                BootstrapServers = broker.BootstrapServers,
                TransactionalId = _topic,
            }
        ).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        producer.BeginTransaction();
        producer.Produce(_topic, new Message<Null, string> { Value = "1" });
        producer.CommitTransaction();

        reading.Until(
            seen => seen.LastReached.GetValueOrDefault(0) == 2,
            "the end behind the transaction's mark"
        );
        reading.Messages.ShouldHaveSingleItem().Offset.ShouldBe(0);
    }

    [Fact]
    public async Task Messages_of_900_KB_arrive_whole()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 1);
        await Sending.SendAsync(
            broker.BootstrapServers,
            _topic,
            Enumerable.Repeat(new string('x', 900_000), 30).Append("small")
        );
        using var reading = new Reading(Reading.From(_topic, "earliest"), broker.BootstrapServers);
        reading.UntilCount(31);
        reading.Messages.Take(30).ShouldAllBe(message => message.Length == 900_000);
        reading.Messages[^1].Value.ShouldBe("small");
    }

    [Fact]
    public async Task Offsets_read_are_committed_under_the_group()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 2);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(70), partition: 1);
        using (
            var reading = new Reading(
                Reading.From(_topic, "earliest", group: _topic),
                broker.BootstrapServers
            )
        )
        {
            reading.UntilCount(70);
        }

        using var admin = broker.Admin();
        var asked = new ConsumerGroupTopicPartitions(_topic, [new TopicPartition(_topic, 1)]);
        var committed = await admin.ListConsumerGroupOffsetsAsync([asked]);
        committed[0].Partitions[0].Offset.Value.ShouldBe(70);
    }

    [Fact]
    public async Task Stored_offsets_are_where_reading_goes_on()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 1);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(100));
        var stored = new StoredOffsets(
            new Dictionary<int, StoredPartition> { [0] = new(null, -1, 90) }
        );
        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers, stored);
        reading.UntilCount(10);
        reading.Messages[0].Offset.ShouldBe(90);
        reading.Losses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Offsets_that_retention_has_deleted_are_lost_and_said_to_be()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 1);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(100));
        await broker.DeleteBeforeAsync(_topic, 0, 60);
        var stored = new StoredOffsets(
            new Dictionary<int, StoredPartition> { [0] = new(null, -1, 20) }
        );
        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers, stored);
        reading.UntilCount(40);
        reading.Messages[0].Offset.ShouldBe(60);
        reading.Losses.ShouldHaveSingleItem().ShouldBe(new Loss(0, 20, 60, LossReason.Deleted));
    }

    [Fact]
    public async Task A_topic_made_anew_is_read_from_its_first_message_and_the_break_is_told()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 1);
        using var reading = new Reading(Reading.From(_topic), broker.BootstrapServers);
        reading.UntilReading();
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(100));
        reading.UntilCount(100);

        await broker.DeleteTopicAsync(_topic);
        reading.Until(r => r.State == IngestState.WaitingForTopic, "waiting for the topic");
        await broker.CreateTopicAsync(_topic, 1);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(30, from: 1000));
        reading.UntilCount(130);
        reading.Messages[100].ShouldBe(reading.Messages[100] with { Offset = 0, Value = "n1000" });
        var start = reading.Starts[^1];
        (start.Offset, start.Kind).ShouldBe((0, SegmentStart.Recreated));
        start.TopicId.ShouldNotBe(reading.Starts[0].TopicId);
        reading.Losses.ShouldBeEmpty();
    }
}
