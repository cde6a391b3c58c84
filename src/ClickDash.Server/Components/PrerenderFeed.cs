using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Live;

namespace ClickDash.Server.Components;

/// <summary>Gives a page its first picture while the server renders it; the browser watches the hub after that.</summary>
public sealed class PrerenderFeed(FrameService frames) : ILiveFeed
{
    public ValueTask<Snapshot?> FirstAsync(View view, CancellationToken token) =>
        ValueTask.FromResult<Snapshot?>(frames.Now(view));

    public Task WatchAsync(View view, LiveState state, CancellationToken token) =>
        Task.CompletedTask;
}
