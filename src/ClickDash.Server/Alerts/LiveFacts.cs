using ClickDash.Core.Alerts;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Feeds;

namespace ClickDash.Server.Alerts;

/// <summary>Facts from the picture of the last minute that a viewer gets.</summary>
public sealed class LiveFacts(FrameService frames, LiveEngine engine) : IAlertFacts
{
    // One that is behind for longer has trouble that people are to be told of.
    private static readonly TimeSpan MaxCatchUp = TimeSpan.FromMinutes(5);

    // What pictures call now goes back and forth as it follows brokers: nothing is timed by it.
    private readonly long _start = engine.Time.GetTimestamp();
    private long _clicks;
    private long? _lastClickAt;

    public AlertFacts Now()
    {
        var picture = frames.Now(View.Default);
        var elapsed = engine.Time.GetElapsedTime(_start);
        var clock = (long)elapsed.TotalMilliseconds;
        var totals = engine.Totals();
        if (totals.Clicks != _clicks)
        {
            (_clicks, _lastClickAt) = (totals.Clicks, clock);
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
            Clock = clock,
            IsCatchingUp = picture.Ingest.CatchingUp is not null && elapsed < MaxCatchUp,
        };
    }
}
