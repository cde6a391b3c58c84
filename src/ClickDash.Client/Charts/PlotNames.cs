namespace ClickDash.Client.Charts;

/// <summary>
/// Names as a chart writes them, remembered: looking at each letter costs the browser more than all the rest of a figure,
/// and a chart draws the same names four times a second.
/// </summary>
public sealed class PlotNames
{
    // Many times what a ranking shows; names that come and go for days must not pile up.
    private const int Most = 500;

    private readonly Dictionary<string, (string Label, string Hover)> known = [];

    /// <summary>The name for a label of at most so many characters, and for a hover, both as JSON.</summary>
    public (string Label, string Hover) this[string name, int most]
    {
        get
        {
            if (known.TryGetValue(name, out var texts))
            {
                return texts;
            }

            if (known.Count >= Most)
            {
                known.Clear();
            }

            return known[name] = (PlotText.Label(name, most), PlotText.Hover(name));
        }
    }
}
