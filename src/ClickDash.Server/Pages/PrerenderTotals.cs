using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;

namespace ClickDash.Server.Pages;

/// <summary>Gives a page its first totals while the server renders it.</summary>
public sealed class PrerenderTotals(LiveEngine engine) : ITotalsFeed
{
    public Task<Totals?> NowAsync(CancellationToken token) =>
        Task.FromResult<Totals?>(engine.Totals());
}
