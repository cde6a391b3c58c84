namespace ClickDash.Client.Charts;

/// <summary>How the line is drawn.</summary>
/// <param name="IsStacked">Each value of the split as a layer instead of their sum.</param>
/// <param name="Zoom">The stretch that is looked at closer; null for the whole window.</param>
/// <param name="Ghost">What the line is compared with in place of the window before; null for that.</param>
public sealed record LineStyle(bool IsStacked = false, Zoom? Zoom = null, Ghost? Ghost = null)
{
    /// <summary>The sum, of the whole window.</summary>
    public static LineStyle Usual { get; } = new();
}
