using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>Where a page's pictures come from: the hub in the browser, the server's own window while it prerenders.</summary>
public interface ILiveFeed
{
    /// <summary>The view's picture now; null where pictures come by watching only.</summary>
    ValueTask<Snapshot?> FirstAsync(View view, CancellationToken token);

    /// <summary>
    /// Tells <paramref name="state"/> all that is heard of the view, until the token is cancelled. Never throws: what goes
    /// wrong is a state, and is tried again. Returns at once where there is nothing to watch.
    /// </summary>
    Task WatchAsync(View view, LiveState state, CancellationToken token);
}
