using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>What the consumer tells librdkafka.</summary>
public static class ConsumerSettings
{
    // Whatever a fetch may hold comes within this over 10 Mbit/s.
    private static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(15);

    /// <summary>The consumer's settings: our own, then the user's <see cref="KafkaOptions.Client"/>, then those that counts rest on.</summary>
    /// <param name="options">What the user has set.</param>
    /// <param name="bootstrapServers">Where the broker is, the embedded one's address included.</param>
    /// <param name="patience">How long a request may take: one to a broker that hangs holds up those about who leads in its place. Null: that of a fetch.</param>
    public static ConsumerConfig For(
        KafkaOptions options,
        string bootstrapServers,
        TimeSpan? patience = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        var config = new ConsumerConfig
        {
            ClientId = "clickdash",
            // The default of a second stalls the fetcher whenever its queue is full.
            FetchQueueBackoffMs = 10,
            // An idle broker answers at once when a message comes; the embedded one only when this is over.
            FetchWaitMaxMs = 50,
            // A broker that is back is seen within a second, not after ten.
            ReconnectBackoffMaxMs = 1000,
            SocketKeepaliveEnable = true,
        };
        foreach (var (name, value) in options.Client)
        {
            config.Set(name, value);
        }

        // librdkafka wants more than an idle broker is let wait.
        config.SocketTimeoutMs ??= Math.Max(
            (int)(patience ?? ReadPatience).TotalMilliseconds,
            (config.FetchWaitMaxMs ?? 0) + 5000
        );
        config.FetchMaxBytes ??= Math.Max(16 * 1024 * 1024, config.MessageMaxBytes ?? 0);

        config.BootstrapServers = bootstrapServers;
        config.GroupId = options.GroupId;
        // We decide what an offset out of range means, and say so.
        config.AutoOffsetReset = AutoOffsetReset.Error;
        // Committed is only what the sink was handed, by GroupCommit.
        config.EnableAutoOffsetStore = false;
        config.EnableAutoCommit = false;
        config.AllowAutoCreateTopics = false;
        config.EnablePartitionEof = false;
        // Topic names and headers would be allocated for each message.
        config.ConsumeResultFields = "timestamp";
        return config;
    }
}
