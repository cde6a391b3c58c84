using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Server.History;

/// <summary>A stretch of the past: from when to when, in which steps, what of it.</summary>
/// <param name="Start">The first bucket's beginning, in epoch milliseconds.</param>
/// <param name="Step">A bucket's length in milliseconds.</param>
/// <param name="Buckets">How many.</param>
/// <param name="Source">Which stored lengths they are made of.</param>
/// <param name="Split">The dimension that is ranked.</param>
/// <param name="Top">How many of its values.</param>
/// <param name="Filters">The values of it that pass; empty where all do.</param>
/// <param name="IsCsv">Whether the answer is a table of text.</param>
public sealed record HistoryQuery(
    long Start,
    long Step,
    int Buckets,
    StoredStep Source,
    Dimension Split,
    int Top,
    IReadOnlyList<ViewFilter> Filters,
    bool IsCsv
)
{
    /// <summary>As many as a screen has dots.</summary>
    public const int MostBuckets = 4000;

    /// <summary>The end of the last bucket, in epoch milliseconds.</summary>
    public long End => Start + Buckets * Step;
}
