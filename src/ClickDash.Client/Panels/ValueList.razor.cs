using ClickDash.Client.Texts;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Panels;

/// <summary>A short list of a dimension's values or of the classes of status, each of which can be chosen as filter.</summary>
public sealed partial class ValueList
{
    /// <summary>The panel's id.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>What the values are of.</summary>
    [Parameter, EditorRequired]
    public Dimension Dimension { get; set; }

    /// <summary>Whether the classes of status are shown in place of the picture's own split.</summary>
    [Parameter]
    public bool IsClasses { get; set; }

    /// <inheritdoc/>
    protected override object Own => (Filters, Dimension);

    private string Name => IsClasses ? PanelTexts.Statuses : Words.Many(Dimension);

    private RankedValue[] Rows =>
        Picture is null ? []
        : IsClasses ? Array.FindAll(Picture.Statuses, row => row.Count > 0)
        : Picture.Ranking;
}
