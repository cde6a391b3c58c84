using ClickDash.Core.Wire;
using ClickDash.Scenes;
using ClickDash.Server.Classroom;
using ClickDash.Server.Engine;
using ClickDash.Server.Settings;
using Microsoft.AspNetCore.SignalR;

namespace ClickDash.Server.Feeds;

/// <summary>The hub at <c>/live</c>.</summary>
internal sealed class LiveHub(
    FrameService frames,
    SceneService scenes,
    Connections connections,
    ClickDashSettings settings,
    StageService stage,
    Phones phones,
    Room room
) : Hub
{
    // A page needs one; the page before it may not have let go of its own yet.
    private const int MostOfAKind = 4;

    /// <summary>Lets the connection in, or ends it where there are too many.</summary>
    public override Task OnConnectedAsync()
    {
        if (!connections.TryEnter())
        {
            Context.Abort();
        }

        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Leave();
        return Task.CompletedTask;
    }

    /// <summary>Streams a view: first a snapshot, then frames.</summary>
    /// <exception cref="HubException">The request is wrong, or there are too many views; the message says which.</exception>
    public IAsyncEnumerable<LiveMessage> Watch(ViewRequest? request, CancellationToken cancellation)
    {
        if (!View.TryCreate(request ?? new ViewRequest(), out var view, out _, out var problem))
        {
            throw new HubException(problem);
        }

        return Limited(() => frames.Watch(view, cancellation));
    }

    /// <summary>Streams a scene: whole pictures, whenever they differ and once a second.</summary>
    /// <param name="name">The scene.</param>
    /// <param name="parameters">What is asked of it, as in its page's address; null for what is usual.</param>
    /// <param name="cancellation">Ends the stream.</param>
    /// <exception cref="HubException">The request is wrong, or there are too many; the message says which.</exception>
    public IAsyncEnumerable<SceneMessage> WatchScene(
        string? name,
        Dictionary<string, string>? parameters,
        CancellationToken cancellation
    ) =>
        scenes.TryRead(name, parameters ?? [], out var asked, out var problem)
            ? Limited(() => scenes.Watch(asked, cancellation))
            : throw new HubException(problem);

    private IAsyncEnumerable<T> Limited<T>(Func<IAsyncEnumerable<T>> watch)
    {
        var watching = Watching(typeof(View));
        if (watching.Count >= settings.Live.MaxViewsPerConnection)
        {
            throw new HubException(
                $"A connection watches at most {settings.Live.MaxViewsPerConnection} views at a time."
            );
        }

        try
        {
            return Counted(watch(), watching);
        }
        catch (TooManyViewsException e)
        {
            throw new HubException(e.Message, e);
        }
    }

    /// <summary>Streams what the presenter shows: first the whole, then each newer one.</summary>
    /// <exception cref="HubException">The connection watches it too often.</exception>
    public IAsyncEnumerable<Stage> Stage(CancellationToken cancellation) =>
        AFew(nameof(Stage), stage.WatchAsync(cancellation));

    /// <summary>Streams the phones that joined and their taps: first all, then what is new.</summary>
    /// <exception cref="HubException">The connection watches it too often.</exception>
    public IAsyncEnumerable<AudienceNews> Audience(CancellationToken cancellation) =>
        AFew(nameof(Audience), phones.WatchAsync(room.Info(), cancellation));

    private IAsyncEnumerable<T> AFew<T>(string name, IAsyncEnumerable<T> messages)
    {
        var watching = Watching(name);
        return watching.Count < MostOfAKind
            ? Counted(messages, watching)
            : throw new HubException($"A connection watches {name} {MostOfAKind} times at most.");
    }

    private Watched Watching(object key)
    {
        lock (Context.Items)
        {
            if (Context.Items[key] is not Watched watched)
            {
                Context.Items[key] = watched = new Watched();
            }

            return watched;
        }
    }

    private static async IAsyncEnumerable<T> Counted<T>(
        IAsyncEnumerable<T> messages,
        Watched watching
    )
    {
        watching.Enter();
        try
        {
            await foreach (var message in messages)
            {
                yield return message;
            }
        }
        finally
        {
            watching.Leave();
        }
    }

    /// <summary>How many streams of a kind a connection watches.</summary>
    private sealed class Watched
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Enter() => Interlocked.Increment(ref _count);

        public void Leave() => Interlocked.Decrement(ref _count);
    }
}
