namespace ClickDash.Core.Alerts;

/// <summary>
/// Judges rules by facts, one look after the other: Ok becomes Pending when a value is wrong, Firing when it has been wrong
/// for the rule's time without a break, and Ok again when it is back at the rule's clear value. Belongs to one thread.
/// </summary>
public sealed class AlertEvaluator
{
    private readonly RuleWatch[] _rules;

    /// <param name="rules">The rules, each with a name of its own.</param>
    public AlertEvaluator(IEnumerable<AlertRule> rules) =>
        _rules = [.. rules.Select(rule => new RuleWatch(rule))];

    /// <summary>How the rules stand, in their order.</summary>
    public AlertStatus[] Statuses => Array.ConvertAll(_rules, rule => rule.Status);

    /// <summary>Looks at all rules; gives what changed.</summary>
    /// <param name="facts">At a moment not before the last look's.</param>
    public AlertChange[] Look(AlertFacts facts) =>
        [.. _rules.Select(rule => rule.Look(facts)).OfType<AlertChange>()];
}
