using ClickDash.Core.Live;
using ClickDash.Kafka;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench ingest [--count N] [--compare kafkajs]</c>: reading, decoding and counting N clicks (two million) from a real
/// broker while twelve filtered views are watched, against the bare client loop; decoding and counting alone against a bare
/// pass over the same bytes; the bare loop against kafkajs where asked for.
/// </summary>
internal static class IngestBenchmark
{
    private const int Partitions = 6;

    // In turn, so that a busy machine slows both; the median of the rounds' ratios counts.
    private const int Rounds = 5;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var count = Arguments.Number(args, "--count", 2_000_000);
        var compare = Arguments.Text(args, "--compare");
        if (compare is not (null or "kafkajs"))
        {
            throw new ArgumentException(
                $"--compare is '{compare}'; it takes kafkajs.",
                nameof(args)
            );
        }

        return [.. RecordBenchmark.Run(), .. await ReadAsync(count, compare is not null)];
    }

    private static async Task<IReadOnlyList<Figure>> ReadAsync(long count, bool compares)
    {
        var other = compares ? await KafkaJs.InstallAsync() : null;
        await using var broker = await KafkaBroker.StartAsync();
        var servers = broker.BootstrapServers;
        var topic = $"bench-{Guid.NewGuid():N}";
        await broker.CreateTopicAsync(topic, Partitions);
        await TopicFiller.FillAsync(
            servers,
            topic,
            Partitions,
            count,
            DateTimeOffset.UtcNow.AddHours(-1)
        );

        // Once before, for the broker's page cache and the compiler.
        Counted(servers, topic, count);
        BareConsumer.Run(servers, topic, Partitions, count);
        var (ratios, leads) = (new List<double>(), new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            var bare = BareConsumer.Run(servers, topic, Partitions, count);
            var counted = Counted(servers, topic, count);
            ratios.Add(counted / bare);
            Console.WriteLine(
                $"round {round}: bare loop {bare:n0}/s, read, decoded and counted {counted:n0}/s, ratio {counted / bare:0.00}"
            );
            if (other is not null)
            {
                var theirs = await KafkaJs.RunAsync(other, servers, topic, count);
                leads.Add(counted / theirs);
                Console.WriteLine(
                    $"round {round}: kafkajs {theirs:n0}/s, {counted / theirs:0.0} times"
                );
            }
        }

        var figures = new List<Figure>
        {
            new("read, decode and count / bare loop", Median.Of(ratios), 0.6, AtLeast: true),
        };
        if (other is not null)
        {
            Directory.Delete(other, recursive: true);
            figures.Add(
                new("read, decode and count / kafkajs", Median.Of(leads), 3, AtLeast: true)
            );
        }

        return figures;
    }

    private static double Counted(string servers, string topic, long count)
    {
        using var live = new WatchedWindow(topic);
        var rate = SinkReader.Run(servers, topic, count, live.Take);
        return live.Clicks == count
            ? rate
            : throw new InvalidOperationException($"{live.Clicks} of {count} clicks were counted.");
    }
}
