using ClickDash.Core.Simulation;
using ClickDash.Kafka;
using ClickDash.Server.Ingest;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Simulate;

/// <summary>Sends the clicks of a made-up shop to the topic, as any producer would.</summary>
public sealed class SimulatorService(
    ClickDashSettings settings,
    KafkaConnection kafka,
    TimeProvider time
) : BackgroundService
{
    private const double DemoRate = 40;

    // A demo that begins with a quarter of an hour has a full picture at once, and takes a moment to send.
    private static readonly TimeSpan DemoPast = TimeSpan.FromMinutes(15);
    private const int MostPastClicks = 50_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await SendAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped, also by a start that failed elsewhere: no news of its own.
        }
    }

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        var rate = settings.Simulator.Rate ?? (kafka.IsDemo ? DemoRate : 0);
        if (rate <= 0)
        {
            return;
        }

        using var producer = new ClickProducer(kafka.Address, settings.Kafka.Client);
        var site = new SiteModel(time.GetUtcNow().ToUnixTimeMilliseconds());
        var traffic = new SimulatedTraffic(site, producer, settings.Sources[0].Topic, time)
        {
            Rate = rate,
            Swells = true,
        };
        if (kafka.IsDemo)
        {
            var past = TimeSpan.FromSeconds(Math.Min(DemoPast.TotalSeconds, MostPastClicks / rate));
            var now = time.GetUtcNow();
            await traffic.PrefillAsync(now - past, now, stoppingToken);
            // Sending the past took a moment, which must not stay empty.
            await traffic.PrefillAsync(now, time.GetUtcNow(), stoppingToken);
        }

        await traffic.RunAsync(duration: null, progress: null, stoppingToken);
    }
}
