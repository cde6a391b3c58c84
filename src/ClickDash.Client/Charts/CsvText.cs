using System.Globalization;
using System.Text;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>What a panel shows as CSV (RFC 4180): the wire's own numbers, times in UTC, so that a program reads them as people do.</summary>
public static class CsvText
{
    /// <summary>A row a bucket: when it begins, its clicks, those of the window before, whether it still fills.</summary>
    public static string Line(Snapshot picture)
    {
        var csv = new StringBuilder("time,clicks,clicks_before,state\r\n");
        for (var i = 0; i < picture.Total.Length; i++)
        {
            csv.Append(Time(picture.Start + i * picture.Step))
                .Append($",{picture.Total[i]},{picture.Previous[i]},")
                .Append(
                    picture.Total[i] is null ? "not counted"
                    : i < picture.Open ? "counted"
                    : "still counting"
                )
                .Append("\r\n");
        }

        return csv.ToString();
    }

    /// <summary>A row a value: its clicks in the window and in the one before.</summary>
    public static string Ranking(string dimension, IEnumerable<RankedValue> values)
    {
        var csv = new StringBuilder($"{dimension},clicks,clicks_before\r\n");
        foreach (var value in values)
        {
            csv.Append($"{Field(value.Name)},{value.Count},{value.Previous}\r\n");
        }

        return csv.ToString();
    }

    /// <summary>A row a value and bucket, as the wire has them: finer than the heat map's columns.</summary>
    public static string Heat(Snapshot picture)
    {
        var csv = new StringBuilder($"{picture.View.Split},time,clicks\r\n");
        foreach (var series in picture.Series)
        {
            for (var i = 0; i < series.Counts.Length; i++)
            {
                csv.Append(
                    $"{Field(series.Name)},{Time(picture.Start + i * picture.Step)},{series.Counts[i]}\r\n"
                );
            }
        }

        return csv.ToString();
    }

    /// <summary>A row a mover: clicks per second now and usually, its share of all change from -1 to 1, its score.</summary>
    public static string Movers(string dimension, IEnumerable<Mover> movers)
    {
        var csv = new StringBuilder($"{dimension},rate,usual,share,score\r\n");
        foreach (var mover in movers)
        {
            csv.Append(
                $"{Field(mover.Name)},{mover.Rate},{mover.Usual},{mover.Share},{mover.Score}\r\n"
            );
        }

        return csv.ToString();
    }

    /// <summary>A row a click, the newest first: a few of many.</summary>
    public static string Feed(Snapshot picture)
    {
        var csv = new StringBuilder("time,page,country,device,status\r\n");
        foreach (var click in picture.Feed)
        {
            csv.Append(
                $"{Time(click.At)},{Field(click.Page)},{Field(click.Country)},{Field(click.Device)},{Field(click.Status)}\r\n"
            );
        }

        return csv.ToString();
    }

    private static string Time(long moment) =>
        DateTime
            .UnixEpoch.AddMilliseconds(moment)
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Quoted where it must be; a name that a spreadsheet would take for a formula is quoted text too.</summary>
    private static string Field(string text)
    {
        // Names come from outside: a spreadsheet runs what begins like this.
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0]) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"")}\"";
    }
}
