using System.Text;
using ClickDash.Kafka;
using ClickDash.Testing;
using Confluent.Kafka;

namespace ClickDash.Cli.Tests;

/// <summary>What only a real broker shows: compacted topics, transactions, times, groups.</summary>
public sealed class RealBrokerTests : IAsyncLifetime
{
    private KafkaBroker? _broker;

    private string Address => _broker!.BootstrapServers;

    public async ValueTask InitializeAsync()
    {
        if (KafkaInstallation.SkipReason is null)
        {
            _broker = await KafkaBroker.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    [Fact]
    public async Task Topics_and_lag_are_told_in_numbers()
    {
        Assert.SkipWhen(_broker is null, KafkaInstallation.SkipReason ?? "");
        var topic = $"visits-{Guid.NewGuid():N}";
        await _broker!.CreateTopicAsync(topic, 2);
        using (var producer = new ClickProducer(Address))
        {
            for (var i = 0; i < 10; i++)
            {
                await producer.SendAsync(
                    topic,
                    Encoding.UTF8.GetBytes($"{{\"page\":\"/{i}\"}}"),
                    timestamp: 1_790_000_000_000 + i,
                    partition: i % 2
                );
            }

            await producer.FlushAsync(CancellationToken.None);
        }

        await _broker.DeleteBeforeAsync(topic, 0, 2);
        var topics = await Run.OfAsync("topics", "--bootstrap", Address);
        topics
            .Columns.Single(row => row[0] == topic)
            .ShouldBe([topic, "2", "8", "2026-09-21T14:13:20.009Z"]);
        topics.Output.ShouldNotContain("__consumer_offsets");

        var none = await LagAsync(topic);
        none.Exit.ShouldBe(1);
        none.Error.Trim()
            .ShouldBe($"The group 'clickdash' has committed nothing for '{topic}' on {Address}.");
        Commit("clickdash", topic, partition: 0, offset: 3);
        var lag = await LagAsync(topic);
        lag.Exit.ShouldBe(0, lag.Error);
        lag.Columns.ShouldBe([
            ["0", "3", "5", "2"],
            ["1", "-", "5", "-"],
            ["total", "3", "10", "2"],
        ]);
        var seen = await Run.TailAsync(Address, topic, "page", "2026-09-21T14:13:20.008Z");
        seen.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Inspect_goes_back_over_offsets_that_hold_no_message()
    {
        Assert.SkipWhen(_broker is null, KafkaInstallation.SkipReason ?? "");
        var topic = $"visits-{Guid.NewGuid():N}";
        await _broker!.CreateTopicAsync(topic, 1);
        // Each transaction leaves a control record behind its message, and aborted messages are not read.
        using (
            var producer = new ProducerBuilder<Null, string>(
                new ProducerConfig { BootstrapServers = Address, TransactionalId = topic }
            )
                .SetLogHandler((_, _) => { })
                .Build()
        )
        {
            producer.InitTransactions(TimeSpan.FromSeconds(30));
            for (var i = 0; i < 20; i++)
            {
                producer.BeginTransaction();
                producer.Produce(
                    topic,
                    new Message<Null, string> { Value = $"{{\"page\":\"/{i}\"}}" }
                );
                if (i < 10)
                {
                    producer.CommitTransaction();
                }
                else
                {
                    producer.Flush(TimeSpan.FromSeconds(30));
                    producer.AbortTransaction();
                }
            }
        }

        var run = await Run.OfAsync(
            "inspect",
            "--topic",
            topic,
            "--last",
            "5",
            "--bootstrap",
            Address
        );
        run.Exit.ShouldBe(0, run.Error);
        run.Output.ShouldStartWith("The newest 5 of ");
        run.Lines.ShouldContain("clicks\t100\t5\t0\t0");
    }

    private Task<Run> LagAsync(string topic) =>
        Run.OfAsync("lag", "--topic", topic, "--bootstrap", Address);

    private void Commit(string group, string topic, int partition, long offset)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(
            new ConsumerConfig { BootstrapServers = Address, GroupId = group }
        ).Build();
        consumer.Commit([new TopicPartitionOffset(topic, partition, offset)]);
    }
}
