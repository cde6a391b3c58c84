using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>
/// A Kafka broker inside this process (librdkafka's mock cluster), for demonstrations: any Kafka client of this machine
/// can use it. Topics come into being on first use, with 4 partitions of which about 5 MB are kept. Nothing is left of it afterwards.
/// </summary>
public sealed class EmbeddedBroker : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(10);

    // Of this process: each run's topics are others.
    private static readonly Guid Run = Guid.NewGuid();

    // The cluster lives as long as the client that asked for it.
    private readonly IProducer<Null, Null> _owner;

    private EmbeddedBroker(IProducer<Null, Null> owner, string bootstrapServers)
    {
        _owner = owner;
        BootstrapServers = bootstrapServers;
    }

    /// <summary>Its address, <c>127.0.0.1:port</c>; another port at each start.</summary>
    public string BootstrapServers { get; }

    /// <summary>Starts one; takes some 150 ms.</summary>
    /// <exception cref="KafkaFatalException">It did not come up within 10 s.</exception>
    public static EmbeddedBroker Start()
    {
        var config = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["test.mock.num.brokers"] = "1",
        };
        var owner = new ProducerBuilder<Null, Null>(config).SetLogHandler((_, _) => { }).Build();
        try
        {
            using var admin = new DependentAdminClientBuilder(owner.Handle).Build();
            var broker = admin.GetMetadata(StartTimeout).Brokers[0];
            return new EmbeddedBroker(owner, $"{broker.Host}:{broker.Port}");
        }
        catch (Exception e) when (e is KafkaException or ArgumentOutOfRangeException)
        {
            owner.Dispose();
            throw new KafkaFatalException(
                $"The embedded Kafka broker did not come up within {StartTimeout.TotalSeconds:0} s. Set {KafkaOptions.Section}:BootstrapServers to use a broker of your own.",
                e
            );
        }
    }

    /// <summary>The id of an embedded broker's topics, which it cannot give itself: another one for each broker.</summary>
    /// <param name="bootstrapServers">Its address.</param>
    internal static string TopicId(string bootstrapServers) =>
        $"embedded-{Run:N}-{bootstrapServers[(bootstrapServers.LastIndexOf(':') + 1)..]}";

    /// <summary>Stops it; its topics are gone.</summary>
    public void Dispose() => _owner.Dispose();
}
