using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>Where a page gets what was read in all.</summary>
public interface ITotalsFeed
{
    /// <summary>What was read up to now; null where the server could not be asked.</summary>
    Task<Totals?> NowAsync(CancellationToken token);
}
