using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Feeds;

namespace ClickDash.Server.Pages;

/// <summary>Gives a page its first picture while the server renders it; the browser watches the hub after that.</summary>
public sealed class PrerenderFeed(FrameService frames) : ILiveFeed, ISceneFeed
{
    public ValueTask<Snapshot?> FirstAsync(View view, CancellationToken token) =>
        ValueTask.FromResult<Snapshot?>(frames.Now(view));

    public Task WatchAsync(View view, LiveState state, CancellationToken token) =>
        Task.CompletedTask;

    // A scene is opened by who watches it, not by who asks for its page.
    public Task WatchAsync(
        string scene,
        IReadOnlyDictionary<string, string> parameters,
        SceneState state,
        CancellationToken token
    ) => Task.CompletedTask;
}
