using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Panels;

/// <summary>A short list of a dimension's values or of the classes of status, each of which can be chosen as filter.</summary>
public sealed partial class ValueList
{
    private long most = 1;

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

    private string Name => IsClasses ? "Status" : Words.Many(Dimension);

    private RankedValue[] Rows =>
        Picture is null ? []
        : IsClasses ? Array.FindAll(Picture.Statuses, row => row.Count > 0)
        : Picture.Ranking;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        most = 1;
        foreach (var row in Rows)
        {
            most = Math.Max(most, row.Count);
        }
    }

    /// <summary>Errors are told apart by a pattern too.</summary>
    private string Kind(string name) =>
        !IsClasses ? "plain"
        : name[0] == '4' ? "refused"
        : name[0] == '5' ? "failed"
        : "plain";

    private string Meaning(string name) =>
        !IsClasses
            ? ""
            : name[0] switch
            {
                '1' => " informed",
                '2' => " answered",
                '3' => " sent on",
                '4' => " refused",
                '5' => " failed",
                _ => "",
            };
}
