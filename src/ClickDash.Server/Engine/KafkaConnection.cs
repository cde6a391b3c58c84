using ClickDash.Kafka;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Engine;

/// <summary>The Kafka that is read: the one in the settings, or an embedded broker that lives as long as the server.</summary>
public sealed class KafkaConnection : IDisposable
{
    private readonly EmbeddedBroker? _embedded;

    public KafkaConnection(ClickDashSettings settings)
    {
        _embedded = settings.IsEmbedded ? EmbeddedBroker.Start() : null;
        Address = _embedded?.BootstrapServers ?? settings.Kafka.BootstrapServers!;
    }

    /// <summary>Whether it is the embedded broker.</summary>
    public bool IsDemo => _embedded is not null;

    /// <summary>The bootstrap servers, as a Kafka client takes them.</summary>
    public string Address { get; }

    public void Dispose() => _embedded?.Dispose();
}
