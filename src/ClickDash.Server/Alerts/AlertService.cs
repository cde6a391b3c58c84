using System.Diagnostics.Metrics;
using ClickDash.Core.Alerts;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Hosting;
using ClickDash.Server.Ops;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Alerts;

/// <summary>Judges the rules once a second, and tells what changed: to the log, the metrics and the webhook.</summary>
public sealed class AlertService(
    ClickDashSettings settings,
    IAlertFacts facts,
    AlertWebhook webhook,
    LiveEngine engine,
    TimeProvider time,
    ILogger<AlertService> logger
) : PeriodicService(Pause, time)
{
    // As often as the line's newest second closes.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Meter _meter = new(ServerMetrics.MeterName);
    private readonly AlertEvaluator _evaluator = new(settings.Alerts.Select(one => one.Rule()));
    private volatile AlertStatus[] _statuses = [];

    /// <summary>How the rules stand, in their order.</summary>
    public IReadOnlyList<AlertStatus> Statuses => _statuses;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _statuses = _evaluator.Statuses;
        _meter.CreateObservableGauge(
            "clickdash.alert",
            () =>
                _statuses.Select(one => new Measurement<int>(
                    one.State == AlertState.Firing ? 1 : 0,
                    new KeyValuePair<string, object?>("name", one.Name)
                )),
            unit: null,
            "1 while an alert fires, 0 while it does not."
        );
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Tick()
    {
        if (_statuses.Length == 0)
        {
            return;
        }

        var changes = _evaluator.Look(facts.Now());
        _statuses = _evaluator.Statuses;
        foreach (var change in changes)
        {
            Tell(change);
        }

        if (changes.Length > 0)
        {
            var firing = _statuses
                .Where(one => one.State == AlertState.Firing)
                .Select(one => one.Name);
            var names = string.Join(", ", firing);
            engine.TellAlerts(names.Length == 0 ? null : names);
        }
    }

    /// <summary>People are told of beginnings and ends; what only waits is nobody's business yet.</summary>
    private void Tell(AlertChange change)
    {
        if (change.To == AlertState.Firing)
        {
            logger.LogWarning(
                "Alert {Name}: the value is {Value}{Page}",
                change.Name,
                change.Value,
                change.Page is null ? "" : $" at {change.Page}"
            );
            Mark(change, MarkKind.Alert);
            webhook.Send(change);
        }
        else if (change.From == AlertState.Firing)
        {
            logger.LogInformation(
                "Alert {Name} is over: the value is {Value}",
                change.Name,
                change.Value
            );
            Mark(change, MarkKind.Over);
            webhook.Send(change);
        }
    }

    private void Mark(AlertChange change, MarkKind kind) =>
        engine.Marks.Add(
            change.At,
            kind,
            change.Page is null ? change.Name : $"{change.Name}: {change.Page}"
        );
}
