using ClickDash.Client.Charts;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Panels;

/// <summary>The values with the most clicks in the window, each of which can be chosen as filter. Drawn at each tick that changed a number in it.</summary>
public sealed partial class RankingPanel
{
    private readonly PlotNames names = new();
    private RankedValue[]? drawn;
    private long drawnTotal;

    /// <summary>The filters that are chosen, as text.</summary>
    [Parameter]
    public IReadOnlyList<string> Filters { get; set; } = [];

    /// <summary>A value was chosen as filter, or taken away again.</summary>
    [Parameter]
    public EventCallback<string> FilterToggled { get; set; }

    /// <inheritdoc/>
    protected override string Label =>
        $"Bars: {Words.Many(Split).ToLowerInvariant()} with the most clicks in {Words.Window(Picture?.View.Window ?? View.DefaultWindow)}. The same numbers are in the table.";

    /// <inheritdoc/>
    protected override object Own => (Filters, Legend);

    private Dimension Split =>
        Dimensions.TryParse(Picture?.View.Split, out var split) ? split : View.Default.Split;

    private string Name => $"Clicks by {Words.One(Split)}";

    private string Legend =>
        Picture is null ? ""
        : Picture.Approximate ? "count and share, rare ones estimated"
        : "count and share";

    /// <inheritdoc/>
    protected override bool Differs(Snapshot picture)
    {
        var differs = !ReferenceEquals(drawn, picture.Ranking) || drawnTotal != picture.Kpi.Total;
        (drawn, drawnTotal) = (picture.Ranking, picture.Kpi.Total);
        return differs;
    }

    /// <inheritdoc/>
    protected override string Draw(Snapshot picture) =>
        RankingBars.Figure(picture, Browser.Surroundings, names);
}
