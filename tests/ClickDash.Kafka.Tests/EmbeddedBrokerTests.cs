using System.Text;
using ClickDash.Core.Wire;
using Confluent.Kafka;

namespace ClickDash.Kafka.Tests;

public sealed class EmbeddedBrokerTests : IDisposable
{
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public void Another_client_can_write_and_read_at_its_address()
    {
        var client = new ClientConfig { BootstrapServers = _broker.BootstrapServers };
        using var producer = new ProducerBuilder<Null, string>(client).Build();
        producer.Produce("other", new Message<Null, string> { Value = "hello" });
        producer.Flush(TestContext.Current.CancellationToken);

        var settings = new ConsumerConfig(client) { GroupId = "other" };
        using var consumer = new ConsumerBuilder<Ignore, string>(settings).Build();
        consumer.Assign(
            Enumerable
                .Range(0, 4)
                .Select(n => new TopicPartitionOffset("other", n, Offset.Beginning))
        );
        consumer.Consume(TestContext.Current.CancellationToken).Message.Value.ShouldBe("hello");
    }

    [Fact]
    public async Task A_topic_has_four_partitions_from_its_first_use()
    {
        using var producer = new ClickProducer(_broker.BootstrapServers);
        var partitions = await producer.ConnectAsync(
            "clicks",
            TimeSpan.FromSeconds(10),
            TestContext.Current.CancellationToken
        );
        partitions.ShouldBe(4);
    }

    [Fact]
    public async Task Every_message_is_read_once_and_in_order()
    {
        await Sending.SendAsync(_broker.BootstrapServers, "clicks", Sending.Numbers(10_000));
        using var reading = new Reading(Embedded("earliest"), _broker.BootstrapServers);
        reading.UntilCount(10_000);

        reading.Messages.Select(message => message.Value).ToHashSet().Count.ShouldBe(10_000);
        reading.Messages.Count.ShouldBe(10_000);
        foreach (var partition in reading.Messages.GroupBy(message => message.Partition))
        {
            partition
                .Select(message => message.Offset)
                .ShouldBe(Enumerable.Range(0, partition.Count()).Select(n => (long)n));
        }
    }

    [Fact]
    public async Task Keys_times_null_and_empty_values_arrive_as_they_were_sent()
    {
        using var producer = new ClickProducer(_broker.BootstrapServers);
        await producer.SendAsync(
            "clicks",
            Encoding.UTF8.GetBytes("v"),
            Encoding.UTF8.GetBytes("k"),
            1_700_000_000_123,
            0
        );
        await producer.SendAsync(
            "clicks",
            value: null,
            key: null,
            timestamp: 1_700_000_000_124,
            partition: 0
        );
        await producer.SendAsync(
            "clicks",
            [],
            key: null,
            timestamp: 1_700_000_000_125,
            partition: 0
        );
        await producer.FlushAsync(TestContext.Current.CancellationToken);

        using var reading = new Reading(Embedded("earliest"), _broker.BootstrapServers);
        reading.UntilCount(3);
        reading
            .Messages.Select(message => message with { LeaderEpoch = -1 })
            .ShouldBe([
                new Seen(0, 0, 1_700_000_000_123, "k", "v", 1),
                new Seen(0, 1, 1_700_000_000_124, "", Value: null, 0),
                new Seen(0, 2, 1_700_000_000_125, "", "", 0),
            ]);
    }

    [Fact]
    public async Task A_topic_that_appears_later_is_read_from_its_first_message()
    {
        using var reading = new Reading(Embedded("latest"), _broker.BootstrapServers);
        reading.Until(r => r.State == IngestState.WaitingForTopic, "waiting for the topic");
        reading
            .States[^1]
            .Message.ShouldBe(
                $"The topic 'clicks' does not exist yet on {_broker.BootstrapServers}. It is read as soon as it is created."
            );

        await Sending.SendAsync(_broker.BootstrapServers, "clicks", Sending.Numbers(100));
        reading.UntilCount(100);
        reading.UntilReading();
        reading.Starts.Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_was_stored_of_an_earlier_brokers_topic_begins_a_new_segment_without_alarm()
    {
        await Sending.SendAsync(
            _broker.BootstrapServers,
            "clicks",
            Sending.Numbers(100),
            partition: 0
        );
        await Sending.SendAsync(
            _broker.BootstrapServers,
            "clicks",
            Sending.Numbers(100),
            partition: 1
        );
        var stored = new StoredOffsets(
            new Dictionary<int, StoredPartition>
            {
                [0] = new("embedded-of-before", 0, 5000),
                [1] = new("embedded-of-before", 0, 50),
            }
        );
        using var reading = new Reading(Embedded("earliest"), _broker.BootstrapServers, stored);
        reading.UntilCount(200);
        reading
            .Starts.Where(start => start.Partition < 2)
            .ShouldAllBe(start => start.Kind == SegmentStart.Recreated && start.Offset == 0);
        reading.Losses.ShouldBeEmpty();
        reading.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_simulators_past_and_present_arrive_with_their_times()
    {
        var from = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);
        using var producer = new ClickProducer(_broker.BootstrapServers);
        var traffic = new SimulatedTraffic(
            new Core.Simulation.SiteModel(),
            producer,
            "clicks",
            TimeProvider.System
        )
        {
            Rate = 50,
        };
        var past = await traffic.PrefillAsync(
            from,
            from.AddSeconds(60),
            TestContext.Current.CancellationToken
        );
        past.ShouldBe(3000);
        var now = await traffic.RunAsync(
            TimeSpan.FromSeconds(1),
            progress: null,
            TestContext.Current.CancellationToken
        );
        now.ShouldBe(50);
        await producer.FlushAsync(TestContext.Current.CancellationToken);
        producer.Delivered.ShouldBe(3050);

        using var reading = new Reading(Embedded("earliest"), _broker.BootstrapServers);
        reading.UntilCount(3050);
        var old = reading
            .Messages.Where(message => message.Timestamp < 1_700_000_060_000)
            .ToArray();
        old.Length.ShouldBe(3000);
        old.ShouldAllBe(message => message.Value!.StartsWith($"{{\"ts\":{message.Timestamp},"));
    }

    private static KafkaOptions Embedded(string start) => new() { StartFrom = start };
}
