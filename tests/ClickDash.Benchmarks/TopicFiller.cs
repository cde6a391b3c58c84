using System.Buffers;
using ClickDash.Core.Simulation;
using ClickDash.Kafka;

namespace ClickDash.Benchmarks;

/// <summary>Fills a topic with clicks as fast as the broker takes them.</summary>
internal static class TopicFiller
{
    /// <summary>Sends clicks that are 1 ms apart, evenly over the partitions, and returns when all have arrived.</summary>
    /// <param name="servers">The broker.</param>
    /// <param name="topic">Has this many partitions.</param>
    /// <param name="partitions">How many there are.</param>
    /// <param name="count">How many clicks.</param>
    /// <param name="from">The first click's time.</param>
    /// <exception cref="InvalidOperationException">Not all arrived.</exception>
    public static async Task FillAsync(
        string servers,
        string topic,
        int partitions,
        long count,
        DateTimeOffset from
    )
    {
        var client = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["linger.ms"] = "50",
            ["batch.size"] = "1000000",
        };
        using var producer = new ClickProducer(servers, client);
        var site = new SiteModel();
        var buffer = new ArrayBufferWriter<byte>(512);
        var time = from.ToUnixTimeMilliseconds();
        for (var i = 0L; i < count; i++)
        {
            buffer.ResetWrittenCount();
            site.Next(time + i, buffer);
            await producer.SendAsync(
                topic,
                buffer.WrittenSpan.ToArray(),
                timestamp: time + i,
                partition: (int)(i % partitions)
            );
        }

        await producer.FlushAsync(CancellationToken.None);
        if (producer.Delivered != count)
        {
            throw new InvalidOperationException(
                $"{producer.Delivered} of {count} clicks arrived: {producer.LastProblem}"
            );
        }
    }
}
