using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>How long the bars of values are, and what share of all clicks each has.</summary>
public static class ValueBars
{
    /// <summary>How much of a ranking's width the longest bar takes: its numbers stand beside it.</summary>
    public const double LongestBar = 0.7;

    /// <summary>
    /// Where a ranking's bars end: round, so that bars keep their length while counts move, and so far that the longest bar
    /// leaves room for its numbers.
    /// </summary>
    public static double End(RankedValue[] ranking) =>
        Math.Ceiling(Axis.Top(ranking.Length == 0 ? 1 : ranking[0].Count) / LongestBar);

    /// <summary>The largest count, at least 1: where bars end that fill their room.</summary>
    public static long Most(RankedValue[] values)
    {
        long most = 1;
        foreach (var value in values)
        {
            most = Math.Max(most, value.Count);
        }

        return most;
    }

    /// <summary>A value's share of all clicks in the window, from 0 to 1.</summary>
    public static double Share(RankedValue value, Snapshot picture) =>
        picture.Kpi.Total == 0 ? 0 : (double)value.Count / picture.Kpi.Total;
}
