using ClickDash.Scenes;

namespace ClickDash.Server.Feeds;

/// <summary>Does the long work of one scene, such as learning a model.</summary>
internal interface ISceneWorker
{
    /// <summary>The scene's name.</summary>
    string Scene { get; }

    /// <summary>Does a piece of work, within a time of its own.</summary>
    /// <param name="task">What the scene handed out.</param>
    /// <param name="cancellation">Nobody needs it any more.</param>
    /// <returns>What the scene is given back.</returns>
    object Work(object task, CancellationToken cancellation);
}

/// <summary>The long work of an open scene, one piece at a time on a thread of the pool. What fails is logged and tried again later.</summary>
internal sealed class SceneWork(
    SceneFold fold,
    Lock gate,
    ISceneWorker worker,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>The piece that is worked on; completed where there is none.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Begins the next piece where there is one and none is worked on. Called under the lock.</summary>
    public void Begin(long now, CancellationToken cancellation)
    {
        if (Running.IsCompleted && fold.NextWork(now) is { } task)
        {
            Running = Task.Run(() => Do(task, cancellation), CancellationToken.None);
        }
    }

    private void Do(object task, CancellationToken cancellation)
    {
        object? result = null;
        try
        {
            result = worker.Work(task, cancellation);
        }
        catch (Exception e)
        {
            logger.LogError(
                e,
                "The work of the scene {Scene} failed: {Reason}",
                worker.Scene,
                e.Message
            );
        }

        lock (gate)
        {
            fold.Finish(result, time.GetUtcNow().ToUnixTimeMilliseconds());
        }
    }
}
