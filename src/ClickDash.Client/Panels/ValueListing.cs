using ClickDash.Client.Browser;
using ClickDash.Client.Charts;
using ClickDash.Client.Texts;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Panels;

/// <summary>A list of values as it is to be shown: all that its rows share, in one piece, as each piece that a row is given costs it time at every tick.</summary>
/// <param name="Picture">The picture that they are of.</param>
/// <param name="Rows">The values, most clicks first.</param>
/// <param name="Dimension">What they are values of.</param>
/// <param name="End">The count of a bar as long as its row.</param>
/// <param name="Filters">The filters that are chosen, as text.</param>
/// <param name="Locale">How to write numbers.</param>
public sealed record ValueListing(
    Snapshot Picture,
    RankedValue[] Rows,
    Dimension Dimension,
    double End,
    IReadOnlyList<string> Filters,
    Locale Locale
)
{
    /// <summary>Whether they are classes of status.</summary>
    public bool IsClasses { get; init; }

    /// <summary>Whether each one's change against the window before is shown, where that was counted whole.</summary>
    public bool ShowsChange { get; init; }

    /// <summary>A value's share of all clicks in the window.</summary>
    public string Share(RankedValue row) => Locale.Share(ValueBars.Share(row, Picture));

    /// <summary>A value's change against the window before; null where none is shown.</summary>
    public string? Change(RankedValue row) =>
        !ShowsChange || !Picture.HasBefore ? null
        : row.Previous == 0 ? PanelTexts.NewValue
        : Locale.BriefChange(row.Count, row.Previous);

    /// <summary>How a value is marked: errors are told apart by a pattern too.</summary>
    public string Kind(RankedValue row) =>
        !IsClasses ? "plain"
        : row.Name[0] == '4' ? "refused"
        : row.Name[0] == '5' ? "failed"
        : "plain";

    /// <summary>What a value means, in words behind its name.</summary>
    public string Meaning(RankedValue row) =>
        IsClasses ? PanelTexts.StatusMeaning(row.Name[0]) : "";
}
