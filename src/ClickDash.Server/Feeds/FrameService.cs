using System.Runtime.CompilerServices;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Hosting;
using ClickDash.Server.Ops;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Feeds;

/// <summary>The tick: at each one, every view that is watched gets one new picture, and all who watch it one message.</summary>
public sealed class FrameService(
    LiveEngine engine,
    ClickDashSettings settings,
    ServerMetrics metrics,
    TimeProvider time
) : PeriodicService(TimeSpan.FromMilliseconds(settings.Live.TickMilliseconds), time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<View, WatchedView> _views = [];
    private long _sequence;

    /// <summary>The picture of a view at this moment.</summary>
    public Snapshot Now(View view) => Now(engine.Open(view)).ToSnapshot();

    /// <summary>Watches a view until cancelled: the whole picture, then what changes.</summary>
    /// <exception cref="TooManyViewsException">As many different views are watched as a node computes.</exception>
    public IAsyncEnumerable<LiveMessage> Watch(View view, CancellationToken cancellation)
    {
        var viewer = new Viewer();
        var opened = engine.Open(view);
        if (opened.Filtered is not null && !IsWatched(view))
        {
            Now(opened);
        }

        lock (_gate)
        {
            if (!_views.TryGetValue(view, out var watched))
            {
                if (_views.Count >= settings.Live.MaxViews)
                {
                    throw new TooManyViewsException(settings.Live.MaxViews);
                }

                // Scanned before the gate was taken: only what has come since is left to read.
                watched = new WatchedView(opened, Now(opened));
                _views.Add(view, watched);
                engine.Pin(view);
            }

            watched.Add(viewer);
            metrics.Viewers++;
        }

        return Read(view, viewer, cancellation);
    }

    /// <summary>How many watch what, the most watched first.</summary>
    public IReadOnlyList<ViewAudience> Audiences()
    {
        lock (_gate)
        {
            return
            [
                .. _views
                    .Select(view => new ViewAudience(view.Key.Request, view.Value.Viewers))
                    .OrderByDescending(audience => audience.Viewers),
            ];
        }
    }

    /// <inheritdoc/>
    protected override void Tick()
    {
        var began = Time.GetTimestamp();
        lock (_gate)
        {
            var watched = _views.Values.ToArray();
            var pictures = engine.Read(Array.ConvertAll(watched, one => one.Source), ++_sequence);
            for (var i = 0; i < watched.Length; i++)
            {
                watched[i].Publish(pictures[i]);
            }
        }

        metrics.Frame(Time.GetElapsedTime(began));
    }

    private Picture Now(OpenView view) => engine.Read([view], Interlocked.Read(ref _sequence))[0];

    private bool IsWatched(View view)
    {
        lock (_gate)
        {
            return _views.ContainsKey(view);
        }
    }

    private async IAsyncEnumerable<LiveMessage> Read(
        View view,
        Viewer viewer,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        try
        {
            await foreach (var message in viewer.ReadAllAsync(cancellation))
            {
                yield return message;
            }
        }
        finally
        {
            Leave(view, viewer);
        }
    }

    private void Leave(View view, Viewer viewer)
    {
        lock (_gate)
        {
            metrics.Viewers--;
            var watched = _views[view];
            watched.Remove(viewer);
            if (watched.Viewers == 0)
            {
                _views.Remove(view);
                engine.Unpin(view);
            }
        }
    }
}

/// <summary>As many different views are watched as a node computes.</summary>
public sealed class TooManyViewsException(int most)
    : InvalidOperationException(
        $"{most} different views are being watched, which is all this server computes. "
            + "Choose one of the usual windows, or try again later."
    );
