namespace ClickDash.Benchmarks;

/// <summary>One measured number and what it may be at most, or must be at least.</summary>
/// <param name="Name">What was measured, with its unit.</param>
/// <param name="Value">What was seen.</param>
/// <param name="Budget">The bound.</param>
/// <param name="AtLeast">Whether the bound is the least that will do, not the most.</param>
public sealed record Figure(string Name, double Value, double Budget, bool AtLeast = false)
{
    public bool IsWithinBudget => AtLeast ? Value >= Budget : Value <= Budget;

    public override string ToString() =>
        $"{Name} = {Value:0.###} ({(AtLeast ? "≥" : "≤")} {Budget:0.###})  {(IsWithinBudget ? "ok" : "short")}";
}
