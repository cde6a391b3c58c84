using ClickDash.Core.Alerts;
using ClickDash.Core.Wire;
using ClickDash.Server.Live;

namespace ClickDash.Server.Alerts;

/// <summary>Facts from the picture of the last minute that a viewer gets.</summary>
public sealed class LiveFacts(FrameService frames, LiveEngine engine) : IAlertFacts
{
    private long _clicks;
    private long? _lastClickAt;

    public AlertFacts Now()
    {
        var picture = frames.Now(View.Default);
        var totals = engine.Totals();
        if (totals.Clicks != _clicks)
        {
            (_clicks, _lastClickAt) = (totals.Clicks, picture.Now);
        }

        var kpi = picture.Kpi;
        return new(
            picture.Now,
            kpi.Rate,
            kpi.Total > 0 ? (double)kpi.Errors / kpi.Total : null,
            totals.Partitions.Sum(partition => partition.Lag),
            _lastClickAt,
            // Against a minute that is not known whole every page would rise.
            picture.Reach
            <= picture.Start - picture.View.Window * 1000L
                ? [.. picture.Ranking.Select(Move)]
                : []
        );
    }

    /// <summary>A page's minute against its minute before, in standard deviations of a count that chance alone moves.</summary>
    private static AlertMover Move(RankedValue page) =>
        new(page.Name, (page.Count - page.Previous) / Math.Sqrt(Math.Max(1, page.Previous)));
}
