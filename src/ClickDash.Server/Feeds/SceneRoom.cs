using System.Threading.Channels;
using ClickDash.Core.Wire;
using ClickDash.Scenes;

namespace ClickDash.Server.Feeds;

/// <summary>
/// A scene that is open: what it reads, and what is watched of it. All calls come under the service's lock.
/// </summary>
/// <param name="kind">The scene.</param>
/// <param name="plan">Where it reads.</param>
/// <param name="begin">Begins to read.</param>
internal sealed class SceneRoom(SceneKind kind, ScenePlan plan, Func<SceneReading> begin)
{
    private readonly Dictionary<SceneRequest, WatchedScene> _watched = [];

    /// <summary>The scene.</summary>
    public SceneKind Kind => kind;

    /// <summary>Where it reads.</summary>
    public ScenePlan Plan => plan;

    /// <summary>What it reads now.</summary>
    public SceneReading Reading { get; private set; } = begin();

    /// <summary>Since when nobody has asked for it, epoch milliseconds.</summary>
    public long IdleSince { get; private set; } = long.MaxValue;

    /// <summary>Up to when its topics are simulated, epoch milliseconds.</summary>
    public long SimulatedTo { get; set; }

    /// <summary>How many different pictures are watched.</summary>
    public int Pictures => _watched.Count;

    /// <summary>How many watch them.</summary>
    public int Viewers => _watched.Values.Sum(one => one.Viewers);

    /// <summary>Somebody asks: it stays open a while longer.</summary>
    public void Touch(long now) => IdleSince = _watched.Count > 0 ? long.MaxValue : now;

    /// <summary>Begins anew with an empty fold; gives the reading that is to be stopped.</summary>
    public SceneReading Restart()
    {
        var old = Reading;
        Reading = begin();
        return old;
    }

    /// <summary>The picture of a request at this moment.</summary>
    public SceneMessage Now(SceneRequest request, SceneStatus status)
    {
        var (pictures, states) = Reading.Take(status.Now, [request]);
        var watched = _watched.GetValueOrDefault(request) ?? new WatchedScene(request);
        return watched.Message(With(status, states), pictures[0]);
    }

    /// <summary>Adds a viewer of a request.</summary>
    public ChannelReader<SceneMessage> Watch(SceneRequest request, SceneStatus status)
    {
        if (!_watched.TryGetValue(request, out var watched))
        {
            watched = new WatchedScene(request);
            _watched.Add(request, watched);
        }

        IdleSince = long.MaxValue;
        return watched.Add(Now(request, status));
    }

    /// <summary>Removes a viewer.</summary>
    public void Leave(SceneRequest request, ChannelReader<SceneMessage> viewer, long now)
    {
        if (!_watched.TryGetValue(request, out var watched))
        {
            return;
        }

        watched.Remove(viewer);
        if (watched.Viewers == 0)
        {
            _watched.Remove(request);
            Touch(now);
        }
    }

    /// <summary>Hands the pictures of this moment to all who watch.</summary>
    public void Tick(SceneStatus status)
    {
        WatchedScene[] watched = [.. _watched.Values];
        var (pictures, states) = Reading.Take(
            status.Now,
            Array.ConvertAll(watched, one => one.Request)
        );
        for (var i = 0; i < watched.Length; i++)
        {
            watched[i].Publish(With(status, states), pictures[i]);
        }
    }

    /// <summary>A topic that is not there yet is a word of its own: only where none is, nothing is read.</summary>
    private static SceneStatus With(SceneStatus status, SceneTopicState[] states)
    {
        var waiting = Array.FindAll(states, one => one.State == IngestState.WaitingForTopic);
        var speaks =
            Array.Find(states, one => one.State == IngestState.Failed)
            ?? Array.Find(states, one => one.State == IngestState.Connecting)
            ?? (waiting.Length == states.Length ? waiting[0] : null)
            ?? states.First(one => one.State == IngestState.Reading);
        return status with
        {
            Waiting = Array.ConvertAll(waiting, one => one.Topic),
            Ingest = status.Ingest with { State = speaks.State, Message = speaks.Message },
        };
    }
}
