using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>Where a page hears what the presenter shows.</summary>
public interface IStageFeed
{
    /// <summary>The stage now; null where it comes by watching only.</summary>
    ValueTask<Stage?> FirstAsync(CancellationToken token);

    /// <summary>Tells the stage and each newer one until the token is cancelled. Never throws; what breaks is tried again.</summary>
    Task WatchAsync(Action<Stage> take, CancellationToken token);

    /// <summary>Tells of the phones and their taps, in the same way.</summary>
    Task WatchAudienceAsync(Action<AudienceNews> take, CancellationToken token);
}
