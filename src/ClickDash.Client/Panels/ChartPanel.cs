using ClickDash.Client.Browser;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Panels;

/// <summary>A panel with a chart. Its figure is written anew only where the picture changed in what it draws, and while somebody looks.</summary>
public abstract class ChartPanel : ComponentBase
{
    private Surroundings? drawnFor;
    private string? renderedFigure;
    private (string Label, bool IsEmpty, object? Own) rendered;

    /// <summary>The picture; null before the first.</summary>
    [Parameter]
    public Snapshot? Picture { get; set; }

    /// <summary>The browser: whether somebody looks, and its colours.</summary>
    [Inject]
    protected IBrowser Browser { get; set; } = null!;

    /// <summary>Plotly's data and layout as JSON; null while there is nothing to draw.</summary>
    protected string? Figure { get; private set; }

    /// <summary>Whether the numbers are shown as a table.</summary>
    protected bool AsTable { get; set; }

    /// <summary>What the chart shows, for those who do not see it.</summary>
    protected abstract string Label { get; }

    /// <summary>What else of the panel is shown outside of its chart; a change of it renders the panel.</summary>
    protected virtual object? Own => null;

    /// <summary>Whether the figure of this picture differs from the last one; the picture counts as drawn after that.</summary>
    protected abstract bool Differs(Snapshot picture);

    /// <summary>Writes the figure.</summary>
    protected abstract string Draw(Snapshot picture);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Picture is { } picture && Browser.IsVisible)
        {
            var differs = Differs(picture);
            if (differs || !ReferenceEquals(drawnFor, Browser.Surroundings))
            {
                drawnFor = Browser.Surroundings;
                Figure = Draw(picture);
            }
        }
    }

    /// <inheritdoc/>
    // Most ticks change nothing of it but the table.
    protected override bool ShouldRender()
    {
        var now = (Label, EmptyWord.IsShown(Picture) || AsTable, Own);
        var changed = AsTable || !now.Equals(rendered) || !ReferenceEquals(renderedFigure, Figure);
        (renderedFigure, rendered) = (Figure, now);
        return changed;
    }
}
