using ClickDash.Core.Alerts;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Live;

namespace ClickDash.Server.Alerts;

/// <summary>Facts from the picture of the last minute that a viewer gets.</summary>
public sealed class LiveFacts(FrameService frames, LiveEngine engine) : IAlertFacts
{
    // One that is behind for longer has trouble that people are to be told of.
    private const long MaxCatchUp = 5 * 60_000;

    private readonly long _start = engine.Now;
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
            [.. picture.Movers.Select(mover => new AlertMover(mover.Name, mover.Score))]
        )
        {
            IsCatchingUp =
                picture.Ingest.CatchingUp is not null && picture.Now - _start < MaxCatchUp,
        };
    }
}
