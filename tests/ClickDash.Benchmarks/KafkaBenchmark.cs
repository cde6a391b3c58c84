using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary><c>./bench kafka [messages]</c>: the consumer with a sink that does nothing, against the bare client loop.</summary>
internal static class KafkaBenchmark
{
    private const int Partitions = 6;

    // In turn; the best of each counts, since the first also warms the broker's page cache and the compiler.
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var count = args is [var text, ..] ? long.Parse(text) : 2_000_000;
        await using var broker = await KafkaBroker.StartAsync();
        var topic = $"bench-{Guid.NewGuid():N}";
        await broker.CreateTopicAsync(topic, Partitions);
        await TopicFiller.FillAsync(
            broker.BootstrapServers,
            topic,
            Partitions,
            count,
            DateTimeOffset.UtcNow.AddHours(-1)
        );
        var (bare, sink) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var bareRate = BareConsumer.Run(broker.BootstrapServers, topic, Partitions, count);
            var sinkRate = SinkReader.Run(broker.BootstrapServers, topic, count);
            Console.WriteLine(
                $"round {round + 1}: bare {bareRate:n0}/s, ClickConsumer {sinkRate:n0}/s"
            );
            (bare, sink) = (Math.Max(bare, bareRate), Math.Max(sink, sinkRate));
        }

        return [new Figure("ClickConsumer against the bare loop", sink / bare, 0.8, AtLeast: true)];
    }
}
