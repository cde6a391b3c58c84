using ClickDash.Kafka;
using ClickDash.Server.Engine;
using ClickDash.Server.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClickDash.Server.Tests.Engine;

/// <summary>An engine that asks no broker: a <see cref="TopicFeed"/> hands it messages as the consumer does.</summary>
internal static class OfflineEngine
{
    /// <summary>Settings that name a broker at which nobody listens.</summary>
    public static ClickDashSettings Settings { get; } =
        new() { Kafka = new KafkaOptions { BootstrapServers = "127.0.0.1:1" } };

    /// <summary>Makes one.</summary>
    public static LiveEngine Create(
        TimeProvider time,
        ClickDashSettings? settings = null,
        ILogger<LiveEngine>? log = null
    )
    {
        settings ??= Settings;
        return new LiveEngine(
            settings,
            new KafkaConnection(settings),
            new Connections(settings, NullLogger<Connections>.Instance),
            time,
            log ?? NullLogger<LiveEngine>.Instance
        );
    }
}
