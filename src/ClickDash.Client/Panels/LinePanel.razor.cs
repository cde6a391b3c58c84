using ClickDash.Client.Browser;
using ClickDash.Client.Charts;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Panels;

/// <summary>Clicks per second over the window. Drawn once a second: between two seconds no closed one changes but by late clicks.</summary>
public sealed partial class LinePanel
{
    private (string Run, int Window, long Second) drawnAt;
    private Surroundings? drawnFor;
    private string? figure;
    private bool asTable;
    private string? renderedFigure;
    private (string, bool) rendered;

    /// <summary>The picture; null before the first.</summary>
    [Parameter]
    public Snapshot? Picture { get; set; }

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
        $"Line: clicks a second over {Words.Window(Picture?.View.Window ?? View.DefaultWindow)}. The same numbers are in the table.";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Picture is not { } picture || !Browser.IsVisible)
        {
            return;
        }

        var second = (picture.Run, picture.View.Window, picture.Now / 1000);
        if (second != drawnAt || !ReferenceEquals(drawnFor, Browser.Surroundings))
        {
            (drawnAt, drawnFor) = (second, Browser.Surroundings);
            figure = TimeLine.Figure(picture, Browser.Surroundings);
        }
    }
}
