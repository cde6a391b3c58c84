using System.Text;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>Drawings of the line that need no script: one stands in the chart's place until it is drawn, one on a tile.</summary>
public static class Sketch
{
    /// <summary>A path's height in its own units.</summary>
    public const int Height = 100;

    /// <summary>How many points a spark line has at most: it is as wide as a thumb.</summary>
    public const int SparkPoints = 60;

    /// <summary>The closed seconds as an SVG path, a unit a bucket, broken where nothing could be counted.</summary>
    public static string Path(Snapshot picture)
    {
        var open = Math.Clamp(picture.Open, 0, picture.Total.Length);
        var highest = Math.Max(picture.Total.Max() ?? 0, picture.Previous.Max() ?? 0);
        var top = Axis.Top(highest * 1000.0 / picture.Step) * picture.Step / 1000;
        return Path(picture.Total.AsSpan(0, open), top, 0.5);
    }

    /// <summary>The newest closed seconds, filling the height and ending at the right of <see cref="SparkPoints"/> units.</summary>
    public static string Spark(Snapshot picture)
    {
        var open = Math.Clamp(picture.Open, 0, picture.Total.Length);
        var points = Math.Min(SparkPoints, open);
        var newest = picture.Total.AsSpan(open - points, points);
        long highest = 1;
        foreach (var count in newest)
        {
            highest = Math.Max(highest, count ?? 0);
        }

        return Path(newest, highest, SparkPoints - points);
    }

    private static string Path(ReadOnlySpan<long?> counts, double top, double left)
    {
        var path = new StringBuilder(10 * counts.Length);
        var pen = 'M';
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] is { } count)
            {
                path.Append($"{pen}{i + left:0.0} {Height * (1 - count / top):0.0}");
                pen = 'L';
            }
            else
            {
                pen = 'M';
            }
        }

        return path.ToString();
    }
}
