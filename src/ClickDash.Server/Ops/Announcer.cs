using ClickDash.Server.Ingest;
using ClickDash.Server.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClickDash.Server.Ops;

/// <summary>Says once, when the server listens, where its page is and what it shows.</summary>
public sealed class Announcer(
    IHostApplicationLifetime lifetime,
    IServer server,
    KafkaConnection kafka,
    ClickDashSettings settings,
    ILogger<Announcer> logger
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        logger.LogInformation("ClickDash is at {Addresses}", string.Join(", ", addresses));
        if (kafka.IsDemo)
        {
            logger.LogInformation(
                "DEMO: no Kafka is named, so the server brings its own. "
                    + "Any Kafka client can send clicks to broker {Broker}, topic {Topic}",
                kafka.Address,
                settings.Sources[0].Topic
            );
        }
    }
}
