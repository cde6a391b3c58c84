using ClickDash.Core.Wire;
using Confluent.Kafka;

namespace ClickDash.Kafka.Tests;

/// <summary>Producers that write in transactions: what they hold back is said, and is no lag.</summary>
public sealed class TransactionTests(BrokerFixture fixture)
{
    private readonly string _topic = $"t-{Guid.NewGuid():N}";

    [Fact]
    public async Task An_open_transaction_holds_messages_back_and_nothing_waits()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 2);
        using var reading = new Reading(Reading.From(_topic, "earliest"), broker.BootstrapServers);
        using var producer = new ProducerBuilder<Null, string>(
            new ProducerConfig
            {
                BootstrapServers = broker.BootstrapServers,
                TransactionalId = _topic,
                TransactionTimeoutMs = 120_000,
            }
        ).SetLogHandler((_, _) => { }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(60));
        producer.BeginTransaction();
        for (var i = 0; i < 10; i++)
        {
            producer.Produce(
                new TopicPartition(_topic, 0),
                new Message<Null, string> { Value = $"n{i}" }
            );
        }

        producer.Flush(TestContext.Current.CancellationToken);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(5), partition: 1);
        reading.Until(
            r => r.Partitions.GetValueOrDefault(0) == PartitionState.HeldBack,
            "the open transaction"
        );
        reading.State.ShouldBe(IngestState.Reading);
        reading.Messages.Count.ShouldBe(5);
        var held = reading.Report!.Partitions[0];
        (held.Partition, held.State, held.End, held.HeldBack).ShouldBe(
            (0, PartitionState.HeldBack, 0, 10)
        );
        held.Message.ShouldBe(
            $"An open transaction holds back 10 messages of partition 0 of '{_topic}'."
        );
        reading.Report.Partitions[1].State.ShouldBe(PartitionState.Reading);
        reading.Warnings.ShouldHaveSingleItem().ShouldContain(held.Message!);

        producer.CommitTransaction();
        reading.UntilCount(15);
        reading.Until(
            r =>
                r.Partitions[0] == PartitionState.Reading
                && r.Report!.Partitions[0] is { End: 11, HeldBack: 0 },
            "the end of the transaction"
        );
        // The reader comes to the end a moment after the broker has said where that is.
        reading.Until(r => r.LastReached.GetValueOrDefault(0) == 11, "the reader at the end");
    }

    [Fact]
    public async Task Read_uncommitted_takes_what_an_open_transaction_has_written()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 1);
        using var reading = new Reading(
            Reading.From(_topic, "earliest") with
            {
                Client = new() { ["isolation.level"] = "read_uncommitted" },
            },
            broker.BootstrapServers
        );
        using var producer = new ProducerBuilder<Null, string>(
            new ProducerConfig
            {
                BootstrapServers = broker.BootstrapServers,
                TransactionalId = _topic,
            }
        )
            .SetLogHandler((_, _) => { })
            .Build();
        producer.InitTransactions(TimeSpan.FromSeconds(60));
        producer.BeginTransaction();
        producer.Produce(_topic, new Message<Null, string> { Value = "1" });
        producer.Flush(TestContext.Current.CancellationToken);
        reading.UntilCount(1);
        reading.Until(
            r => r.Report is { Partitions: [{ End: 1, HeldBack: 0 }] },
            "the uncommitted end"
        );
        producer.AbortTransaction();
    }
}
