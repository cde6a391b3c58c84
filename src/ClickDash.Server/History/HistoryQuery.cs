using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Server.History;

/// <summary>A stretch of the past: from when to when, in which steps, what of it.</summary>
/// <param name="Edges">Where buckets begin, in epoch milliseconds: as many before the stretch as in it, and the end of the last one.</param>
/// <param name="Step">A bucket's length in milliseconds; the usual one, where the calendar makes some longer or shorter.</param>
/// <param name="To">Up to when clicks are counted, in epoch milliseconds, which may be within the last bucket.</param>
/// <param name="Split">The dimension that is ranked.</param>
/// <param name="Top">How many of its values.</param>
/// <param name="Filters">The values of it that pass; empty where all do.</param>
public sealed record HistoryQuery(
    long[] Edges,
    long Step,
    long To,
    Dimension Split,
    int Top,
    IReadOnlyList<ViewFilter> Filters
)
{
    /// <summary>As many as a screen has dots.</summary>
    public const int MaxBuckets = 4000;

    /// <summary>How many rows are read for an answer, stretch and the one before: five years of hours, in some three seconds.</summary>
    public const int MaxRows = 90_000;

    /// <summary>Whether buckets are days, weeks or months of a zone's calendar.</summary>
    public bool IsCalendar { get; init; }

    /// <summary>Whether visitors are counted.</summary>
    public bool HasVisitors { get; init; }

    /// <summary>The name of the content that is read; null for the one that is counted now.</summary>
    public string? Content { get; init; }

    /// <summary>Whether the answer is a table of text.</summary>
    public bool IsCsv { get; init; }

    /// <summary>How many buckets the stretch has.</summary>
    public int Buckets => Edges.Length / 2;

    /// <summary>The first bucket's beginning, in epoch milliseconds.</summary>
    public long Start => Edges[Buckets];

    /// <summary>The beginning of the first bucket before the stretch.</summary>
    public long Before => Edges[0];

    /// <summary>The end of the last bucket, in epoch milliseconds.</summary>
    public long End => Edges[^1];

    /// <summary>The place of the bucket that holds a moment, those before the stretch first; -1 before all of them.</summary>
    /// <param name="time">Epoch milliseconds.</param>
    public int BucketAt(long time)
    {
        var at = Array.BinarySearch(Edges, time);
        at = at < 0 ? ~at - 1 : at;
        // A day that a zone's calendar leaves out has no length.
        while (at + 1 < Edges.Length && Edges[at + 1] <= time)
        {
            at++;
        }

        return Math.Min(at, Edges.Length - 2);
    }
}
