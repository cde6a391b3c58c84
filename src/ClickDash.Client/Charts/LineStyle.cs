namespace ClickDash.Client.Charts;

/// <summary>How the line is drawn.</summary>
/// <param name="IsStacked">Each value of the split as a layer instead of their sum.</param>
/// <param name="CanZoom">Whether a stretch can be dragged out: only where the picture stands, as a live one would move away below it.</param>
public sealed record LineStyle(bool IsStacked = false, bool CanZoom = false)
{
    /// <summary>The sum, live.</summary>
    public static LineStyle Usual { get; } = new();
}
