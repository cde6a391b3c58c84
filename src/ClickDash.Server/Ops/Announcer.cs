using System.Net;
using ClickDash.Server.Engine;
using ClickDash.Server.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

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
        if (!settings.Security.HasKeys && addresses.FirstOrDefault(IsWide) is { } wide)
        {
            logger.LogWarning(
                "Whoever reaches {Address} sees everything: "
                    + "no ClickDash:Security:ViewerKey and PresenterKey are set",
                wide
            );
        }

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

    /// <summary>Whether others than this machine can reach an address; pipes and sockets are this machine's.</summary>
    private static bool IsWide(string address)
    {
        var bound = BindingAddress.Parse(address);
        return !bound.IsUnixPipe
            && !bound.IsNamedPipe
            && !bound.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !(
                IPAddress.TryParse(bound.Host.Trim('[', ']'), out var ip)
                && IPAddress.IsLoopback(ip)
            );
    }
}
