using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>Reads the newest clicks one by one out of the log, as it stood at the beginning of this second: once a second there are others.</summary>
internal static class FeedReader
{
    // A filter that few clicks pass is looked through so far: a tick must not scan for long.
    private const int MostLookedAt = ClickLog.ChunkSize;

    /// <summary>The newest clicks that pass, the newest first.</summary>
    /// <param name="log">Where clicks are kept.</param>
    /// <param name="extent">Which of its clicks are looked at.</param>
    /// <param name="names">The names of each dimension's values.</param>
    /// <param name="matchers">What has to pass.</param>
    /// <param name="most">How many.</param>
    public static SeenClick[] Read(
        ClickLog log,
        LogExtent extent,
        IReadOnlyList<ValueNames> names,
        FilterMatcher[] matchers,
        int most
    )
    {
        var seen = new List<SeenClick>(most);
        var parts = log.Parts(log.Newest(extent, MostLookedAt), extent).ToArray();
        for (var p = parts.Length - 1; p >= 0 && seen.Count < most; p--)
        {
            var part = parts[p];
            var before = seen.Count;
            for (var i = part.To - 1; i >= part.From && seen.Count < most; i--)
            {
                if (Passes(part, i, matchers))
                {
                    seen.Add(Click(part, i, names));
                }
            }

            if (!part.IsIntact)
            {
                // New clicks took the chunk while it was read: what was seen of it is not to be trusted.
                seen.RemoveRange(before, seen.Count - before);
            }
        }

        return [.. seen];
    }

    private static bool Passes(in ClickLog.Part part, int at, FilterMatcher[] matchers)
    {
        foreach (var matcher in matchers)
        {
            var id = part.Chunk.Value(at, matcher.Dimension);
            if (matcher.Judge(id, part.NumberOf(at)) != Verdict.Passes)
            {
                return false;
            }
        }

        return true;
    }

    private static SeenClick Click(ClickLog.Part part, int at, IReadOnlyList<ValueNames> names)
    {
        return new SeenClick(
            part.Chunk.Seconds[at] * 1000L,
            Name(Dimension.Page),
            Name(Dimension.Country),
            Name(Dimension.Device),
            Name(Dimension.Status)
        );

        string Name(Dimension dimension)
        {
            var known = names[(int)dimension];
            return known.Name(known.Read(part.Chunk.Value(at, dimension), part.NumberOf(at)));
        }
    }
}
