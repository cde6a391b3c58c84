using System.Globalization;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench ingest [--count N] [--readers N] [--compare kafkajs]</c>: the published server, which has read for a quarter of a minute, reads, decodes
/// and counts N clicks (six million) more from a real broker while twelve filtered views are watched, against kcat, which reads as many of the same
/// topic and prints nothing; its processor time above that of readers that look at nothing; against kafkajs where asked for.
/// </summary>
internal static class IngestBenchmark
{
    private const int Partitions = 6;

    // As many as keep the server busy until all that a click, a view and a tick go through is compiled: ten seconds after the start
    // the compiler still took a fifth of the server's time, a profile showed.
    private const long WarmUp = 15_000_000;

    // In turn, so that a busy machine slows all; the median of the rounds counts. How much glibc's allocator has the client library's
    // threads wait for each other differs twofold from run to run: so bare reading is measured on both sides of the server's.
    private const int Rounds = 5;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var count = Arguments.Number(args, "--count", 6_000_000);
        var readers = Arguments.Text(args, "--readers") is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : (int?)null;
        var compare = Arguments.Text(args, "--compare");
        if (compare is not (null or "kafkajs"))
        {
            throw new ArgumentException(
                $"--compare is '{compare}'; it takes kafkajs.",
                nameof(args)
            );
        }

        await using var broker = await KafkaBroker.StartAsync();
        var servers = broker.BootstrapServers;
        var topic = $"bench-{Guid.NewGuid():N}";
        await broker.CreateTopicAsync(topic, Partitions);
        var all = WarmUp + count;
        await TopicFiller.FillAsync(
            servers,
            topic,
            Partitions,
            all,
            DateTimeOffset.UtcNow.AddMilliseconds(-all)
        );
        return
        [
            .. readers is { } most
                ? await GrowAsync(servers, topic, count, most)
                : await CompareAsync(servers, topic, count, compare is not null),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> CompareAsync(
        string servers,
        string topic,
        long count,
        bool withKafkaJs
    )
    {
        var other = withKafkaJs ? await KafkaJs.InstallAsync() : null;
        var (ratios, leads, costs, waits) = (
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>()
        );
        // Once before, for the broker's page cache and the compiler.
        BareReader.Run(servers, topic, WarmUp + count);
        for (var round = 1; round <= Rounds; round++)
        {
            var raw = await Kcat.RunAsync(servers, topic, count);
            var before = BareReader.Run(servers, topic, count);
            var ours = await WatchedServer.RunAsync(
                servers,
                topic,
                WarmUp,
                WarmUp + count,
                readers: null
            );
            var after = BareReader.Run(servers, topic, count);
            var bare = (before.Cpu + after.Cpu) / 2;
            ratios.Add(ours.Rate / raw);
            costs.Add(ours.Cpu - bare);
            waits.Add(ours.ReaderWaits);
            Console.WriteLine(
                $"round {round}: kcat {raw:n0}/s; bare batches {before.Rate:n0} and {after.Rate:n0}/s, {bare:0.00} CPU-s a million; server {ours.Rate:n0}/s, {ours.Cpu:0.00} CPU-s a million, {ours.ReaderWaits} waits for a lock by readers, {ours.AllWaits} by all threads; {ours.Rate / raw:0.00} of kcat"
            );
            if (other is not null)
            {
                var theirs = await KafkaJs.RunAsync(other, servers, topic, count);
                leads.Add(ours.Rate / theirs);
                Console.WriteLine(
                    $"round {round}: kafkajs {theirs:n0}/s, {ours.Rate / theirs:0.0} times"
                );
            }
        }

        List<Figure> figures =
        [
            new("read, decode and count / kcat", Median.Of(ratios), 0.8, AtLeast: true),
            new("CPU-seconds a million above bare batches", Median.Of(costs), 0.7),
            new("times that a reader waited for a lock", waits.Max(), 0),
        ];
        if (other is not null)
        {
            Directory.Delete(other, recursive: true);
            figures.Add(
                new("read, decode and count / kafkajs", Median.Of(leads), 4.6, AtLeast: true)
            );
        }

        return figures;
    }

    /// <summary>How the rate grows with the readers; a machine's cores are shared with the broker.</summary>
    private static async Task<IReadOnlyList<Figure>> GrowAsync(
        string servers,
        string topic,
        long count,
        int most
    )
    {
        var figures = new List<Figure>();
        for (var readers = 1; readers <= most; readers++)
        {
            var ours = await WatchedServer.RunAsync(
                servers,
                topic,
                WarmUp,
                WarmUp + count,
                readers
            );
            Console.WriteLine(
                $"{readers} readers: {ours.Rate:n0}/s, {ours.Cpu:0.00} CPU-s a million, {ours.ReaderWaits} waits for a lock by readers, {ours.AllWaits} by all threads"
            );
            figures.Add(new($"clicks a second by {readers} readers", ours.Rate, 0, AtLeast: true));
        }

        return figures;
    }
}
