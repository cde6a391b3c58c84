using ClickDash.Core.Simulation;
using ClickDash.Kafka;
using ClickDash.Server.Engine;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Classroom;

/// <summary>Sends the clicks of a made-up shop to the topic, as any producer would, at a rate that the desk may change.</summary>
public sealed class SimulatorService(
    ClickDashSettings settings,
    KafkaConnection kafka,
    TopicWriter writer,
    TimeProvider time
) : BackgroundService
{
    private const double DemoRate = 40;

    // A demo that begins with a quarter of an hour has a full picture at once, and takes a moment to send.
    private static readonly TimeSpan DemoPast = TimeSpan.FromMinutes(15);
    private const int MostPastClicks = 50_000;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _isWanted = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private double _rate = settings.Simulator.Rate ?? (kafka.IsDemo ? DemoRate : 0);
    private SimulatedTraffic? _traffic;

    /// <summary>Clicks a second.</summary>
    public double Rate
    {
        get
        {
            lock (_gate)
            {
                return _rate;
            }
        }
    }

    /// <summary>Sends so many clicks a second from now on; 0 rests.</summary>
    public void Set(double rate)
    {
        lock (_gate)
        {
            _rate = rate;
            if (_traffic is not null)
            {
                _traffic.Rate = rate;
            }

            if (rate > 0)
            {
                _isWanted.TrySetResult();
            }
        }
    }

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
        var isFromStart = Rate > 0;
        if (!isFromStart)
        {
            await _isWanted.Task.WaitAsync(stoppingToken);
        }

        var site = new SiteModel(
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            // A format that maps fields may well be set to read the clicks of the usual one.
            writer.Problem
                is null
                ? writer.NewWriter()
                : null
        );
        var traffic = new SimulatedTraffic(site, writer.Producer, writer.Topic, time)
        {
            Swells = true,
            KeyedByPage = writer.PageIsKey,
        };
        lock (_gate)
        {
            (_traffic, traffic.Rate) = (traffic, _rate);
        }

        if (kafka.IsDemo && isFromStart)
        {
            var past = TimeSpan.FromSeconds(
                Math.Min(DemoPast.TotalSeconds, MostPastClicks / traffic.Rate)
            );
            var now = time.GetUtcNow();
            await traffic.PrefillAsync(now - past, now, stoppingToken);
            // Sending the past took a moment, which must not stay empty.
            await traffic.PrefillAsync(now, time.GetUtcNow(), stoppingToken);
        }

        await traffic.RunAsync(duration: null, progress: null, stoppingToken);
    }
}
