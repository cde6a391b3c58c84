using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>What a stack is made of: few layers, as more could not be told apart.</summary>
public static class LayerChoice
{
    /// <summary>How many values have a layer of their own.</summary>
    public const int Most = 5;

    /// <summary>The values with the most clicks, from below.</summary>
    public static IReadOnlyList<Series> Layers(Snapshot picture)
    {
        var layers = new List<Series>(Most);
        foreach (var value in picture.Ranking.AsSpan(0, Math.Min(Most, picture.Ranking.Length)))
        {
            if (Array.Find(picture.Series, series => series.Name == value.Name) is { } series)
            {
                layers.Add(series);
            }
        }

        return layers;
    }
}
