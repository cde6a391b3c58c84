using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// A view's picture at one moment, which never changes. It shares with those before it what did not change, so that taking one
/// costs what did; a <see cref="Snapshot"/> is made of it where somebody needs the whole.
/// </summary>
public sealed record Picture
{
    internal Picture(
        View view,
        WindowPicture window,
        PictureSeries[] series,
        RankedValue[] ranking,
        Mover[] movers
    ) => (View, Window, Series, Ranking, Movers) = (view, window, series, ranking, movers);

    /// <summary>The newest clicks, the newest first, where the view asks for them.</summary>
    public SeenClick[] Feed { get; internal init; } = [];

    /// <summary>Whether values were counted as <c>(other)</c>.</summary>
    public bool IsApproximate { get; internal init; }

    /// <summary>From when on all clicks that pass are counted, in epoch milliseconds; null where they are in all that is shown.</summary>
    public long? ExactSince { get; internal init; }

    /// <summary>Whether there is no click in the window.</summary>
    public bool IsEmpty => Window.Kpi.Total == 0;

    internal View View { get; }

    /// <summary>What it has in common with others of the same window.</summary>
    internal WindowPicture Window { get; }

    /// <summary>The ranked values' counts, in ordinal order of their names.</summary>
    internal PictureSeries[] Series { get; }

    internal RankedValue[] Ranking { get; }

    internal Mover[] Movers { get; }

    /// <summary>The whole picture as it is sent.</summary>
    public Snapshot ToSnapshot()
    {
        var stamp = Window.Stamp;
        var (total, previous) = (Totals(Window.First), Totals(Window.Before));
        return new Snapshot(
            stamp.Run,
            stamp.Sequence,
            stamp.Now,
            View.Request,
            Window.Start,
            View.Step,
            Window.Open,
            Window.Reach,
            IsApproximate,
            total,
            previous,
            Array.ConvertAll(
                Series,
                one => new Wire.Series(
                    one.Name,
                    Counts(one, Window.First, total),
                    Counts(one, Window.Before, previous)
                )
            ),
            Ranking,
            Window.Statuses,
            Movers,
            Window.Kpi,
            Window.Gaps,
            Window.Marks,
            stamp.Ingest
        )
        {
            Feed = Feed,
            ExactSince = ExactSince,
        };
    }

    /// <summary>The clicks by bucket of the window that begins with a bucket; null where nothing could be counted.</summary>
    private long?[] Totals(long first)
    {
        var totals = new long?[View.Buckets];
        for (var i = 0; i < totals.Length; i++)
        {
            totals[i] = Window.Total(first + i);
        }

        return totals;
    }

    private static long?[] Counts(PictureSeries series, long first, long?[] total)
    {
        var counts = new long?[total.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = total[i] is null ? null : series.Counts[first + i];
        }

        return counts;
    }
}

/// <summary>A ranked value and its counts by bucket.</summary>
internal readonly record struct PictureSeries(string Name, Column.Picture Counts);
