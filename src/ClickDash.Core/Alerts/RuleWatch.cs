namespace ClickDash.Core.Alerts;

/// <summary>Follows one rule from look to look.</summary>
internal sealed class RuleWatch(AlertRule rule)
{
    // A rule that flickers once a minute for an hour is seen to do so; more is for a metrics store.
    private const int LongestHistory = 100;

    private readonly Queue<AlertChange> _history = [];
    private AlertState _state;
    private long? _since;
    private long? _firstLook;
    private long _brokenSince;
    private Measure _newest = new(Value: null);

    /// <summary>How it stands.</summary>
    public AlertStatus Status =>
        new(
            rule.Name,
            rule.Kind,
            rule.Threshold,
            _state,
            _since,
            _newest.Value,
            _newest.Page,
            [.. _history]
        );

    /// <summary>Looks once; gives the change of state, if there was one.</summary>
    public AlertChange? Look(AlertFacts facts)
    {
        _firstLook ??= facts.Clock;
        _since ??= facts.Now;
        _newest = Read(facts);
        var next = Next(facts.Clock);
        if (next == _state)
        {
            return null;
        }

        var change = new AlertChange(
            rule.Name,
            facts.Now,
            _state,
            next,
            _newest.Value,
            _newest.Page
        );
        (_state, _since) = (next, facts.Now);
        _history.Enqueue(change);
        if (_history.Count > LongestHistory)
        {
            _history.Dequeue();
        }

        return change;
    }

    private AlertState Next(long clock)
    {
        // Nobody knows: what fires goes on, what was about to has lost its proof.
        if (_newest.Value is not { } value)
        {
            return _state == AlertState.Firing ? AlertState.Firing : AlertState.Ok;
        }

        if (_state == AlertState.Firing)
        {
            return rule.IsCleared(value) ? AlertState.Ok : AlertState.Firing;
        }

        if (!rule.IsBroken(value))
        {
            return AlertState.Ok;
        }

        if (_state == AlertState.Ok)
        {
            _brokenSince = clock;
        }

        return clock - _brokenSince >= rule.For.TotalMilliseconds
            ? AlertState.Firing
            : AlertState.Pending;
    }

    private Measure Read(AlertFacts facts) =>
        rule.Kind switch
        {
            not AlertKind.LagAbove when facts.IsCatchingUp => new(Value: null),
            AlertKind.RateAbove or AlertKind.RateBelow => new(facts.RatePerSecond),
            AlertKind.ErrorShareAbove => new(facts.ErrorShare),
            AlertKind.LagAbove => new(facts.Lag),
            AlertKind.NoClicks => new(
                Math.Max(0, facts.Clock - (facts.LastClickAt ?? _firstLook!.Value)) / 1000.0
            ),
            _ => facts.Movers.MaxBy(mover => mover.Score) is { Score: > 0 } top
                ? new(top.Score, top.Page)
                : new(0),
        };

    private sealed record Measure(double? Value, string? Page = null);
}
