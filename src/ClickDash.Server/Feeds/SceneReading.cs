using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Scenes;

namespace ClickDash.Server.Feeds;

/// <summary>
/// A fold and the consumers that feed it, one a topic on a thread of its own, from the newest messages that a picture needs
/// on. What one cannot ride out is said in its status; the others and the server go on.
/// </summary>
internal sealed class SceneReading : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly SceneFold _fold;
    private readonly SceneTopicSink[] _sinks;
    private readonly Thread[] _threads;
    private readonly SceneWork? _work;

    /// <param name="kind">The scene.</param>
    /// <param name="setup">What it reads.</param>
    /// <param name="options">Kafka's settings.</param>
    /// <param name="servers">The broker.</param>
    /// <param name="time">The clock, for messages without a time.</param>
    /// <param name="worker">Does the scene's long work; null where it has none.</param>
    /// <param name="logger">Told what ends a consumer.</param>
    public SceneReading(
        SceneKind kind,
        SceneSetup setup,
        KafkaOptions options,
        string servers,
        TimeProvider time,
        ISceneWorker? worker,
        ILogger logger
    )
    {
        _fold = kind.Create(setup);
        _work = worker is null ? null : new SceneWork(_fold, _gate, worker, time, logger);
        _sinks =
        [
            .. setup.Topics.Select(topic => new SceneTopicSink(topic.Name, _fold, _gate, time)),
        ];
        _threads =
        [
            .. _sinks.Select(sink => new Thread(() =>
                Run(
                    sink,
                    options with
                    {
                        Topic = sink.Topic,
                        StartFrom = $"newest:{kind.Newest}",
                        // Kafka's tools show the clicks' own lag under the group itself.
                        GroupId = $"{options.GroupId}-{kind.Name}",
                        // A fold has one lock, which a second reader would only wait for.
                        Readers = 1,
                    },
                    servers,
                    logger
                )
            )
            {
                Name = $"{kind.Name} of {sink.Topic}",
                IsBackground = true,
            }),
        ];
        Array.ForEach(_threads, thread => thread.Start());
    }

    /// <summary>Whether a topic was made anew, so that all must be read again.</summary>
    public bool IsOutdated
    {
        get
        {
            lock (_gate)
            {
                return Array.Exists(_sinks, sink => sink.WasMadeAnew);
            }
        }
    }

    /// <summary>Whether all that was there is read.</summary>
    public bool IsCaughtUp
    {
        get
        {
            lock (_gate)
            {
                return Array.TrueForAll(_sinks, sink => sink.IsCaughtUp);
            }
        }
    }

    /// <summary>The pictures of some requests at one moment, as JSON, and how reading goes then.</summary>
    public (byte[][] Pictures, SceneTopicState[] States) Take(
        long now,
        IReadOnlyList<SceneRequest> requests
    )
    {
        lock (_gate)
        {
            // Before, what was there comes partition by partition, not in order.
            if (Array.TrueForAll(_sinks, sink => sink.IsCaughtUp))
            {
                _fold.Advance(now);
                _work?.Begin(now, _stopping.Token);
            }

            return (
                [.. requests.Select(request => _fold.Write(now, request))],
                [
                    .. _sinks.Select(sink => new SceneTopicState(
                        sink.Topic,
                        sink.State.State,
                        sink.State.Message
                    )),
                ]
            );
        }
    }

    /// <summary>Ends the consumers and waits for them, on a thread of the pool.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.Run(() => Array.ForEach(_threads, thread => thread.Join()));
        await (_work?.Running ?? Task.CompletedTask);
        _stopping.Dispose();
    }

    private void Run(SceneTopicSink sink, KafkaOptions options, string servers, ILogger logger)
    {
        try
        {
            new ClickConsumer(options, servers, sink, logger).Run(_stopping.Token);
        }
        catch (Exception e)
        {
            logger.LogError(
                e,
                "Reading {Topic} for a scene ended: {Reason}",
                sink.Topic,
                e.Message
            );
            sink.Tell(IngestState.Failed, e.Message);
        }
    }
}

/// <summary>How the reading of one topic goes.</summary>
internal sealed record SceneTopicState(string Topic, IngestState State, string Message);
