using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>One real broker for the tests of a class; none where there is none to start, and then they skip.</summary>
public sealed class RealBrokerFixture : IAsyncLifetime
{
    private KafkaBroker? _broker;

    /// <summary>The broker; ask <see cref="KafkaInstallation.SkipReason"/> first.</summary>
    public KafkaBroker Broker => _broker!;

    public async ValueTask InitializeAsync()
    {
        if (KafkaInstallation.SkipReason is null && ProductServer.SkipReason is null)
        {
            _broker = await KafkaBroker.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }
}
