using ClickDash.Testing;

[assembly: AssemblyFixture(typeof(ClickDash.Kafka.Tests.SecuredBrokerFixture))]

namespace ClickDash.Kafka.Tests;

/// <summary>One broker with users and rights for all tests, started by the first that asks.</summary>
public sealed class SecuredBrokerFixture : IAsyncDisposable
{
    private readonly Lazy<Task<SecuredBroker>> _broker = new(SecuredBroker.StartAsync);

    /// <summary>The broker; skips the test where none can be started.</summary>
    public Task<SecuredBroker> BrokerAsync()
    {
        Assert.SkipWhen(
            KafkaInstallation.OwnBrokerSkipReason is not null,
            KafkaInstallation.OwnBrokerSkipReason ?? ""
        );
        return _broker.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker.IsValueCreated)
        {
            await (await _broker.Value).DisposeAsync();
        }
    }
}
