using ClickDash.Kafka;
using ClickDash.Server.Live;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Ingest;

/// <summary>Runs the consumer on a thread of its own, from start to stop. What it cannot ride out stops the host.</summary>
public sealed class IngestService(
    ClickDashSettings settings,
    KafkaConnection kafka,
    LiveEngine engine,
    IHostApplicationLifetime lifetime,
    ILogger<ClickConsumer> logger
) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Thread? _thread;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread = new Thread(Run) { Name = "clicks", IsBackground = true };
        _thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Cancel();
        return Task.Run(() => _thread?.Join(), cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private void Run()
    {
        try
        {
            // The embedded topic is no older than the server: nothing in it is past.
            var options = kafka.IsDemo
                ? settings.Kafka with
                {
                    StartFrom = "earliest",
                }
                : settings.Kafka;
            new ClickConsumer(options, kafka.Address, engine, logger).Run(_stopping.Token);
        }
        catch (Exception e)
        {
            logger.LogCritical(e, "Reading clicks ended: {Reason}", e.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }
}
