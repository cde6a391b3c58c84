using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Panels;

/// <summary>What the lists beside the chosen split show: three dimensions, of which the one that is chosen gives its place to pages.</summary>
internal static class PanelLists
{
    /// <summary>The panels that are such lists.</summary>
    public static IReadOnlyList<string> All { get; } =
    [PanelOrder.First, PanelOrder.Second, PanelOrder.Third];

    /// <summary>The dimension of one of them.</summary>
    public static Dimension Split(string list, View chosen)
    {
        var usual = list switch
        {
            PanelOrder.First => Dimension.Referrer,
            PanelOrder.Second => Dimension.Country,
            _ => Dimension.Device,
        };
        return usual == chosen.Split ? Dimension.Page : usual;
    }
}
