using ClickDash.Testing;

[assembly: AssemblyFixture(typeof(ClickDash.Kafka.Tests.BrokerFixture))]

namespace ClickDash.Kafka.Tests;

/// <summary>One real broker for all tests that do not stop it, started by the first that asks.</summary>
public sealed class BrokerFixture : IAsyncDisposable
{
    private readonly Lazy<Task<KafkaBroker>> _broker = new(KafkaBroker.StartAsync);

    /// <summary>The broker; skips the test where there is none to start.</summary>
    public Task<KafkaBroker> BrokerAsync()
    {
        Assert.SkipWhen(
            KafkaInstallation.SkipReason is not null,
            KafkaInstallation.SkipReason ?? ""
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
