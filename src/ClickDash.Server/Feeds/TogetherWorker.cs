using ClickDash.Scenes.Together;
using ClickDash.Together;

namespace ClickDash.Server.Feeds;

/// <summary>Learns which pages go together, in bounded time.</summary>
internal sealed class TogetherWorker(TimeProvider time) : ISceneWorker
{
    // A million clicks take about as long; what is not done by then is a coarser model, and says so.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    private static readonly AlsOptions Options = new();

    public string Scene => TogetherScene.Kind.Name;

    public object Work(object task, CancellationToken cancellation)
    {
        var sessions = (Baskets)task;
        var began = time.GetTimestamp();
        var fit = ImplicitAls.Fit(
            sessions,
            Options,
            () => cancellation.IsCancellationRequested || time.GetElapsedTime(began) > Longest
        );
        return new TogetherModel(
            sessions,
            Options.Factors,
            fit.Pages,
            fit.Losses,
            fit.IsCut,
            (long)time.GetElapsedTime(began).TotalMilliseconds
        );
    }
}
