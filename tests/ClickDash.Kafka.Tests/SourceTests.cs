using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClickDash.Kafka.Tests;

/// <summary>Polling in batches and one by one: the same messages, and what they cost.</summary>
public sealed class SourceTests(BrokerFixture fixture)
{
    private readonly string _topic = $"t-{Guid.NewGuid():N}";

    [Theory]
    [InlineData("CreateTime")]
    [InlineData("LogAppendTime")]
    public async Task Both_ways_give_the_same_messages_ends_and_errors(string timestamps)
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(
            _topic,
            3,
            new Dictionary<string, string> { ["message.timestamp.type"] = timestamps }
        );
        await FillAsync(broker.BootstrapServers);

        // Partition 2 is begun behind its end: an error in place of messages.
        var clients = Clients(broker.BootstrapServers);
        var batches = Read(BatchSource.TryCreate(clients, 1).ShouldNotBeNull());
        var single = Read(new ConsumeSource(clients, 1));

        foreach (var partition in (int[])[0, 1, 2])
        {
            single
                .Where(line => line.StartsWith($"{partition} ", StringComparison.Ordinal))
                .ShouldBe(
                    batches.Where(line =>
                        line.StartsWith($"{partition} ", StringComparison.Ordinal)
                    )
                );
        }

        batches.Count(line => line.Contains(" end ")).ShouldBe(2);
        batches.Count(line => line.Contains(" value ")).ShouldBe(2003);
        batches.Count(line => line.Contains("value null")).ShouldBe(1);
        batches.Count(line => line.Contains("epoch 0")).ShouldBe(2003);
        batches
            .Single(line => line.StartsWith("2 ", StringComparison.Ordinal))
            .ShouldStartWith("2 error Local_AutoOffsetReset ");
        batches[0].ShouldContain($" {timestamps == "LogAppendTime"} ");
    }

    [Fact]
    public async Task Nothing_is_allocated_for_a_message()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 1);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(50_000));
        using var source = BatchSource
            .TryCreate(Clients(broker.BootstrapServers), 1)
            .ShouldNotBeNull();
        source.Consumer.Assign([new TopicPartitionOffset(_topic, 0, 0)]);
        var counter = new Counter();
        while (counter.Messages == 0)
        {
            source.Poll(100, counter);
        }

        var (messages, allocated) = (counter.Messages, GC.GetAllocatedBytesForCurrentThread());
        while (counter.Messages < 50_000)
        {
            source.Poll(100, counter);
        }

        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBe(0);
        messages.ShouldBeLessThan(40_000, "There was little left to measure.");
    }

    [Fact]
    public async Task Nothing_is_allocated_for_a_message_on_its_whole_way_to_the_sink()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 1);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(50_000));
        using var sink = new AllocationSink(from: 10_000, until: 49_000);
        new ClickConsumer(
            Reading.From(_topic, "earliest"),
            broker.BootstrapServers,
            sink,
            NullLogger.Instance
        ).Run(sink.Done);
        sink.Allocated.ShouldBe(0);
    }

    [Fact]
    public async Task What_a_handler_throws_passes_through_and_leaves_nothing_behind()
    {
        var broker = await fixture.BrokerAsync();
        await broker.CreateTopicAsync(_topic, 1);
        await Sending.SendAsync(broker.BootstrapServers, _topic, Sending.Numbers(100));
        using var source = BatchSource
            .TryCreate(Clients(broker.BootstrapServers), 1)
            .ShouldNotBeNull();
        source.Consumer.Assign([new TopicPartitionOffset(_topic, 0, 0)]);
        Should.Throw<InvalidOperationException>(() =>
        {
            while (true)
            {
                source.Poll(100, new Thrower());
            }
        });
    }

    private async Task FillAsync(string servers)
    {
        using var producer = new ClickProducer(servers);
        for (var i = 0; i < 2000; i++)
        {
            await producer.SendAsync(
                _topic,
                Encoding.UTF8.GetBytes($"v{i}"),
                i % 3 == 0 ? null : Encoding.UTF8.GetBytes($"k{i}"),
                1_700_000_000_000 + i,
                i % 2
            );
        }

        await producer.SendAsync(_topic, value: null, key: "k"u8.ToArray(), partition: 0);
        await producer.SendAsync(_topic, [], key: [], partition: 1);
        await producer.SendAsync(_topic, new byte[300_000], partition: 1);
        await producer.FlushAsync(TestContext.Current.CancellationToken);
        producer.Failed.ShouldBe(0, producer.LastProblem);
    }

    private List<string> Read(IMessageSource source)
    {
        using (source)
        {
            source.Consumer.Assign([
                new TopicPartitionOffset(_topic, 0, 0),
                new TopicPartitionOffset(_topic, 1, 0),
                new TopicPartitionOffset(_topic, 2, 7),
            ]);
            var lines = new Lines();
            while (lines.Stops < 3)
            {
                source.Poll(100, lines);
            }

            return lines.Told;
        }
    }

    private static ConsumerClients Clients(string servers) =>
        new(Reading.From("t"), servers, _ => { }, NullLogger.Instance);

    private sealed class Lines : IPollHandler
    {
        public List<string> Told { get; } = [];
        public int Stops { get; private set; }

        public void OnMessage(in MessageView message) =>
            Told.Add(
                $"{message.Partition} {message.Offset} time {message.Timestamp} {message.IsLogAppendTime} epoch {message.LeaderEpoch} key {Encoding.UTF8.GetString(message.Key)} value {(message.IsNull ? "null" : Convert.ToHexString(message.Value))}"
            );

        public void OnEnd(int partition, long offset)
        {
            Told.Add($"{partition} end {offset}");
            Stops++;
        }

        public void OnError(int partition, Error error)
        {
            Told.Add($"{partition} error {error.Code} {error.Reason}");
            Stops++;
        }
    }

    private sealed class Counter : IPollHandler
    {
        public int Messages { get; private set; }

        public void OnMessage(in MessageView message) => Messages++;

        public void OnEnd(int partition, long offset) { }

        public void OnError(int partition, Error error) { }
    }

    private sealed class Thrower : IPollHandler
    {
        public void OnMessage(in MessageView message) =>
            throw new InvalidOperationException("The handler's.");

        public void OnEnd(int partition, long offset) { }

        public void OnError(int partition, Error error) { }
    }

    /// <summary>Measures what its reader's thread allocates between two messages.</summary>
    private sealed class AllocationSink(int from, int until) : ITopicSink, IReaderSink, IDisposable
    {
        private readonly CancellationTokenSource _done = new();
        private long _before;
        private int _messages;

        public CancellationToken Done => _done.Token;
        public long Allocated { get; private set; } = -1;

        public IReaderSink NewReader(int number) => this;

        public void Report(TopicReport report) { }

        public void Begin(IReadOnlyList<PartitionStart> starts) { }

        public void Take(in MessageView message)
        {
            _messages++;
            if (_messages == from)
            {
                _before = GC.GetAllocatedBytesForCurrentThread();
            }
            else if (_messages == until)
            {
                Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
                _done.Cancel();
            }
        }

        public void Reached(int partition, long offset) { }

        public void Lost(int partition, long from, long until, LossReason reason) { }

        public void Flush() { }

        public void Dispose() => _done.Dispose();
    }
}
