using System.Globalization;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Kafka;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench ingest [--count N]</c>: reading, decoding and counting N clicks (two million) from a real broker against the
/// bare client loop, and decoding and counting alone against a bare pass over the same bytes.
/// </summary>
internal static class IngestBenchmark
{
    private const int Partitions = 6;

    // In turn, so that a busy machine slows both; the median of the rounds' ratios counts.
    private const int Rounds = 5;

    // The server's tick.
    private const int TickMilliseconds = 250;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var count = args is ["--count", var text]
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : 2_000_000;
        return [.. RecordBenchmark.Run(), await ReadAsync(count)];
    }

    private static async Task<Figure> ReadAsync(long count)
    {
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

        // Once before, for the broker's page cache and the compiler.
        Counted(broker.BootstrapServers, topic, count);
        BareConsumer.Run(broker.BootstrapServers, topic, Partitions, count);
        var ratios = new List<double>();
        for (var round = 1; round <= Rounds; round++)
        {
            var bare = BareConsumer.Run(broker.BootstrapServers, topic, Partitions, count);
            var counted = Counted(broker.BootstrapServers, topic, count);
            ratios.Add(counted / bare);
            Console.WriteLine(
                $"round {round}: bare loop {bare:n0}/s, read, decoded and counted {counted:n0}/s, ratio {counted / bare:0.00}"
            );
        }

        return new Figure(
            "read, decode and count / bare loop",
            Median.Of(ratios),
            0.6,
            AtLeast: true
        );
    }

    private static double Counted(string servers, string topic, long count)
    {
        var window = new LiveWindow(new LiveOptions(), Now());
        var recorder = new ClickRecorder(window.Intake, new ClicksFormat(), topic);
        var ticked = Environment.TickCount64;
        var rate = SinkReader.Run(
            servers,
            topic,
            count,
            batch =>
            {
                var arrived = Now();
                for (var i = 0; i < batch.Count; i++)
                {
                    var message = batch[i];
                    recorder.Read(message.Key, message.Value, message.Timestamp, arrived);
                }

                if (Environment.TickCount64 - ticked >= TickMilliseconds)
                {
                    ticked = Environment.TickCount64;
                    window.Advance(Now());
                }
            }
        );
        return window.Intake.Counters.Clicks == count
            ? rate
            : throw new InvalidOperationException(
                $"{window.Intake.Counters.Clicks} of {count} clicks were counted."
            );
    }

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}
