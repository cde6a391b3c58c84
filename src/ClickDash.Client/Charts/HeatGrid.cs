using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>
/// The clicks of the largest values over time, in columns of whole steps of the clock, so that a number stays what and where
/// it is until its column leaves at the left. The last column still fills.
/// </summary>
/// <param name="Columns">The columns' beginnings in epoch milliseconds, oldest first.</param>
/// <param name="Step">How long a column is, in milliseconds.</param>
/// <param name="LabelStep">Columns that begin on a multiple of this have their time written above them.</param>
/// <param name="Rows">A row a value, the largest first.</param>
public sealed record HeatGrid(long[] Columns, long Step, long LabelStep, HeatRow[] Rows)
{
    /// <summary>How many shades there are above nothing.</summary>
    public const int Shades = 5;

    /// <summary>The picture as a grid. Columns that began before the window are left out, as part of them is missing.</summary>
    public static HeatGrid Of(Snapshot picture)
    {
        // Ten to twelve columns: numbers of three digits still fit.
        var (length, label) = picture.View.Window switch
        {
            <= 60 => (5_000L, 20_000L),
            <= 300 => (30_000L, 60_000L),
            <= 900 => (90_000L, 180_000L),
            _ => (300_000L, 900_000L),
        };
        var last = picture.Now / length;
        var first = (picture.Start + length - 1) / length;
        var columns = new long[last - first + 1];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = (first + i) * length;
        }

        var rows = new List<HeatRow>(picture.Ranking.Length);
        long highest = 1;
        foreach (var value in picture.Ranking)
        {
            if (Array.Find(picture.Series, one => one.Name == value.Name) is { } series)
            {
                var counts = Array.ConvertAll(columns, at => Sum(picture, series, at, length));
                rows.Add(new HeatRow(value.Name, counts, []));
                highest = Math.Max(highest, counts.Max() ?? 0);
            }
        }

        return new HeatGrid(
            columns,
            length,
            label,
            [
                .. rows.Select(row =>
                    row with
                    {
                        Shades = Array.ConvertAll(row.Counts, count => Shade(count, highest)),
                    }
                ),
            ]
        );
    }

    private static long? Sum(Snapshot picture, Series series, long at, long length)
    {
        long? sum = null;
        for (
            var i = (at - picture.Start) / picture.Step;
            i < Math.Min(series.Counts.Length, (at + length - picture.Start) / picture.Step);
            i++
        )
        {
            sum = series.Counts[i] is { } count ? (sum ?? 0) + count : sum;
        }

        return sum;
    }

    /// <summary>By the root of the share of the highest: rare pages would otherwise all look alike.</summary>
    private static int Shade(long? count, long highest) =>
        count is null or 0
            ? 0
            : (int)Math.Clamp(Math.Ceiling(Math.Sqrt((double)count / highest) * Shades), 1, Shades);
}

/// <summary>A value's clicks by column, and how dark each is, from 0 to <see cref="HeatGrid.Shades"/>; null where nothing could be counted.</summary>
public sealed record HeatRow(string Name, long?[] Counts, int[] Shades);
