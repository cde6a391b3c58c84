using System.Diagnostics;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Ops;

/// <summary>Traces of ticks that took over half of their time, for whoever wants to see when and with how many viewers.</summary>
public sealed class SlowTicks(ClickDashSettings settings, TimeProvider time) : IDisposable
{
    /// <summary>The name of the source of these traces.</summary>
    public const string SourceName = "ClickDash";

    private readonly ActivitySource _source = new(SourceName);

    // From there on the next one is close to being late.
    private readonly TimeSpan _budget = TimeSpan.FromMilliseconds(
        settings.Live.TickMilliseconds / 2.0
    );

    /// <summary>Traces a tick that has just ended, if it was slow and somebody collects traces.</summary>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="viewers">How many watched.</param>
    public void Note(TimeSpan elapsed, int viewers)
    {
        if (elapsed <= _budget)
        {
            return;
        }

        var end = time.GetUtcNow();
        // A root of its own: a tick is no request's.
        using var activity = _source.StartActivity(
            "slow tick",
            ActivityKind.Internal,
            parentContext: default,
            tags:
            [
                new("clickdash.viewers", viewers),
                new("clickdash.budget_ms", _budget.TotalMilliseconds),
            ],
            startTime: end - elapsed
        );
        activity?.SetEndTime(end.UtcDateTime);
    }

    public void Dispose() => _source.Dispose();
}
