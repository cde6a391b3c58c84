using ClickDash.Core.Live;
using ClickDash.Kafka;
using ClickDash.Server.Engine;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Ingest;

/// <summary>Runs a consumer for each topic on a thread of its own, from start to stop. What it cannot ride out stops the host.</summary>
public sealed class IngestService(
    ClickDashSettings settings,
    KafkaConnection kafka,
    LiveEngine engine,
    IHostApplicationLifetime lifetime,
    ILogger<ClickConsumer> logger
) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Thread[] _threads = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        engine.Aggregator.Failed = Fail;
        _threads =
        [
            .. engine.Topics.Select(topic => new Thread(() => Run(topic))
            {
                Name = $"clicks of {topic.Topic}",
                IsBackground = true,
            }),
        ];
        Array.ForEach(_threads, thread => thread.Start());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Cancel();
        return Task.Run(() => Array.ForEach(_threads, thread => thread.Join()), cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private void Run(TopicIntake topic)
    {
        try
        {
            var options = settings.Kafka with { Topic = topic.Topic };
            if (kafka.IsDemo)
            {
                // The embedded topic is no older than the server: nothing in it is past.
                options = options with
                {
                    StartFrom = "earliest",
                };
            }

            new ClickConsumer(
                options,
                kafka.Address,
                topic,
                logger,
                topic.Stored(Again()),
                engine.Pause
            ).Run(_stopping.Token);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void Fail(Exception e)
    {
        logger.LogCritical(e, "Reading clicks ended: {Reason}", e.Message);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    /// <summary>As much as the click log holds, and no more than pictures show.</summary>
    private ReadAgain Again() =>
        new(
            settings.Live.ClickLogSize / engine.Topics.Count,
            DateTimeOffset.FromUnixTimeMilliseconds(engine.Now).AddSeconds(-LiveWindow.LiveSeconds)
        );
}
