using System.Text;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>A drawing of the line that needs no script: it stands in the chart's place until the chart is drawn.</summary>
public static class Sketch
{
    /// <summary>The path's height in its own units.</summary>
    public const int Height = 100;

    /// <summary>The closed seconds as an SVG path, a unit a bucket, broken where nothing could be counted.</summary>
    public static string Path(Snapshot picture)
    {
        var top = TimeLine.Top((picture.Total.Max() ?? 0) * 1000.0 / picture.Step);
        var path = new StringBuilder();
        var pen = 'M';
        for (var i = 0; i < Math.Min(picture.Open, picture.Total.Length); i++)
        {
            if (picture.Total[i] is { } count)
            {
                var y = Height * (1 - count * 1000.0 / picture.Step / top);
                path.Append($"{pen}{i + 0.5:0.0} {y:0.0}");
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
