using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace ClickDash.Kafka;

/// <summary>Makes the clients of one consumer: its readers' and its coordinator's.</summary>
/// <param name="options">Valid settings.</param>
/// <param name="servers">Where the broker is.</param>
/// <param name="errors">Takes the clients' own words of trouble, which they call out on any thread.</param>
/// <param name="logger">Takes the clients' own lines, at Debug.</param>
internal sealed class ConsumerClients(
    KafkaOptions options,
    string servers,
    Action<Error> errors,
    ILogger logger
)
{
    // All readers together keep as much fetched as librdkafka's default for one.
    private const int FetchedKilobytes = 64 * 1024;

    // Less would have a reader wait for the network.
    private const int LeastFetchedKilobytes = 8 * 1024;

    // Small things are asked: a broker that hangs is to be told soon.
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(5);

    /// <summary>A client of one of so many readers.</summary>
    /// <exception cref="KafkaFatalException">The settings are not taken.</exception>
    public IConsumer<Slice, Slice> Reader(
        int readers,
        AutoOffsetReset reset,
        IDeserializer<Slice> keys,
        IDeserializer<Slice> values
    ) =>
        Build(
            config =>
            {
                // Offsets without a message at a partition's end are only known by this.
                config.EnablePartitionEof = true;
                config.AutoOffsetReset = reset;
                config.QueuedMaxMessagesKbytes ??= Math.Max(
                    FetchedKilobytes / readers,
                    LeastFetchedKilobytes
                );
            },
            keys,
            values
        );

    /// <summary>A client that asks the broker and reads nothing: any other kind's question would create the topic.</summary>
    /// <exception cref="KafkaFatalException">The settings are not taken.</exception>
    public IConsumer<Slice, Slice> Coordinator() =>
        Build(_ => { }, SliceDeserializer.Ignoring, SliceDeserializer.Ignoring, AskPatience);

    /// <summary>A client that looks at single messages, and goes on at the oldest where an offset is gone.</summary>
    /// <exception cref="KafkaFatalException">The settings are not taken.</exception>
    public IConsumer<Slice, Slice> Probe() =>
        Build(
            config =>
            {
                config.EnablePartitionEof = true;
                config.AutoOffsetReset = AutoOffsetReset.Earliest;
                config.QueuedMinMessages = 1;
                config.MaxPartitionFetchBytes = 1024;
            },
            SliceDeserializer.Ignoring,
            SliceDeserializer.Ignoring
        );

    private IConsumer<Slice, Slice> Build(
        Action<ConsumerConfig> adjust,
        IDeserializer<Slice> keys,
        IDeserializer<Slice> values,
        TimeSpan? patience = null
    )
    {
        try
        {
            var config = ConsumerSettings.For(options, servers, patience);
            adjust(config);
            return new ConsumerBuilder<Slice, Slice>(config)
                .SetKeyDeserializer(keys)
                .SetValueDeserializer(values)
                .SetErrorHandler((_, error) => errors(error))
                .SetLogHandler(
                    (_, line) =>
                        logger.LogDebug(
                            "librdkafka {Facility}: {Line}",
                            line.Facility,
                            line.Message
                        )
                )
                .Build();
        }
        catch (Exception e)
            when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw Refused();
        }
    }

    /// <summary>The library's words may hold a setting's value, which may be a secret; validation knows which to name.</summary>
    private KafkaFatalException Refused() =>
        new(
            options.Validate().FirstOrDefault()
                ?? $"Kafka's client could not be made from {KafkaOptions.Section}:Client."
        );
}
