using ClickDash.Client.Browser;
using ClickDash.Client.Charts;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Panels;

/// <summary>The pages with the most clicks in the window. Drawn at each tick that changed a number in it.</summary>
public sealed partial class RankingPanel
{
    private readonly PlotNames names = new();
    private RankedValue[]? drawn;
    private long drawnTotal;
    private Surroundings? drawnFor;
    private string? figure;
    private bool asTable;
    private string? renderedFigure;
    private (string, bool) rendered;

    /// <summary>The picture; null before the first.</summary>
    [Parameter]
    public Snapshot? Picture { get; set; }

    private string Legend =>
        Picture is null ? ""
        : Picture.Approximate ? "count and share, rare pages estimated"
        : "count and share";

    /// <inheritdoc/>
    // Most ticks change nothing of it but the table.
    protected override bool ShouldRender()
    {
        var now = (Label, EmptyWord.IsShown(Picture) || asTable);
        var changed = asTable || rendered != now || !ReferenceEquals(renderedFigure, figure);
        (renderedFigure, rendered) = (figure, now);
        return changed;
    }

    private string Label =>
        $"Bars: the pages with the most clicks in {Words.Window(Picture?.View.Window ?? View.DefaultWindow)}. The same numbers are in the table.";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Picture is not { } picture || !Browser.IsVisible)
        {
            return;
        }

        if (
            !ReferenceEquals(drawn, picture.Ranking)
            || drawnTotal != picture.Kpi.Total
            || !ReferenceEquals(drawnFor, Browser.Surroundings)
        )
        {
            (drawn, drawnTotal, drawnFor) = (
                picture.Ranking,
                picture.Kpi.Total,
                Browser.Surroundings
            );
            figure = RankingBars.Figure(picture, Browser.Surroundings, names);
        }
    }
}
