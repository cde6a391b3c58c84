using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Plotly.Blazor;

namespace ClickDash.Client.Charts;

/// <summary>
/// One chart. Plotly.Blazor brings it to life, keeps its size and takes it away; its figures go straight to the browser as
/// JSON, as Plotly.Blazor's own way writes each twice by reflection. It renders once: after that only figures change.
/// </summary>
public sealed partial class Chart
{
    private readonly Config config = new()
    {
        Responsive = true,
        DisplayModeBar = Plotly.Blazor.ConfigLib.DisplayModeBarEnum.False,
    };
    private readonly Plotly.Blazor.Layout layout = new() { AutoSize = true };
    private readonly IList<ITrace> nothing = [];
    private string? drawn;
    private bool isAlive;
    private bool isRendered;

    /// <summary>The element's id, unique on the page. An element of that id with <c>-label</c> says what it shows, and may change.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>Plotly's data and layout as JSON; null while there is nothing to draw.</summary>
    [Parameter]
    public string? Figure { get; set; }

    /// <summary>What stands in the chart's place until it is drawn, of the same size.</summary>
    [Parameter]
    public RenderFragment? Placeholder { get; set; }

    /// <inheritdoc/>
    public void Dispose() => isAlive = false;

    /// <inheritdoc/>
    // Plotly.Blazor writes it by reflection, which trimming does not see. The layout's properties are left to be trimmed:
    // figures bring their own, and its classes bring the regex engine along.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(Config))]
    protected override void OnParametersSet()
    {
        if (isAlive)
        {
            Draw();
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => !isRendered;

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => isRendered = true;

    private void DrawFirst()
    {
        isAlive = true;
        Draw();
    }

    private void Draw()
    {
        if (Figure is not null && !ReferenceEquals(Figure, drawn))
        {
            drawn = Figure;
            Browser.Draw(Id, Figure);
        }
    }
}
