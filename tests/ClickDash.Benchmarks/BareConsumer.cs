using System.Diagnostics;
using ClickDash.Kafka;
using Confluent.Kafka;

namespace ClickDash.Benchmarks;

/// <summary>The least that reading with Confluent.Kafka can be: what our own reading is measured against.</summary>
internal static class BareConsumer
{
    /// <summary>Reads messages with our settings and looks at none of them.</summary>
    /// <param name="servers">The broker.</param>
    /// <param name="topic">Filled before; see <see cref="TopicFiller"/>.</param>
    /// <param name="partitions">How many partitions it has.</param>
    /// <param name="count">How many messages to read.</param>
    /// <returns>Messages a second, from the first message to the last.</returns>
    public static double Run(string servers, string topic, int partitions, long count)
    {
        var settings = ConsumerSettings.For(
            new KafkaOptions { Topic = topic, GroupId = "bare" },
            servers
        );
        using var consumer = new ConsumerBuilder<Empty, Empty>(settings)
            .SetKeyDeserializer(new Nothing())
            .SetValueDeserializer(new Nothing())
            .Build();
        consumer.Assign(
            Enumerable.Range(0, partitions).Select(n => new TopicPartitionOffset(topic, n, 0))
        );
        var read = 0L;
        var started = 0L;
        while (read < count)
        {
            if (consumer.Consume(1000) is null)
            {
                continue;
            }

            if (read++ == 0)
            {
                started = Stopwatch.GetTimestamp();
            }
        }

        var rate = (count - 1) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        consumer.Close();
        return rate;
    }

    private readonly struct Empty;

    private sealed class Nothing : IDeserializer<Empty>
    {
        public Empty Deserialize(
            ReadOnlySpan<byte> data,
            bool isNull,
            SerializationContext context
        ) => default;
    }
}
