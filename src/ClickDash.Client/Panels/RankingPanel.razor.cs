using ClickDash.Client.Texts;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Panels;

/// <summary>The values with the most clicks in the window as bars, each of which can be chosen as filter. Its numbers are those of every tick.</summary>
public sealed partial class RankingPanel
{
    private bool asTable;

    /// <inheritdoc/>
    protected override object? Numbers =>
        Browser.IsVisible ? (Picture?.Ranking, Picture?.Kpi.Total) : null;

    /// <inheritdoc/>
    protected override object Own => (Filters, Legend, asTable, EmptyWord.IsShown(Picture));

    private Dimension Split =>
        Dimensions.TryParse(Picture?.View.Split, out var split) ? split : View.Default.Split;

    private string Name => PanelTexts.ClicksBy(Words.One(Split));

    private string Legend =>
        Picture is null ? ""
        : Picture.Approximate ? PanelTexts.ChangeAndShareEstimated
        : PanelTexts.ChangeAndShare;
}
