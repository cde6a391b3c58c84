using ClickDash.Client.Browser;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>
/// Clicks per second as a Plotly figure. Closed seconds are the line, or layers of a stack; open ones, which still fill, are
/// hatched columns beside its end, so that an unfinished second never looks like a drop. The window before is a thin dashed
/// line. Where nothing could be counted the line is broken and the reason stands there; where something happened a thin line
/// crosses the chart.
/// </summary>
public static class TimeLine
{
    private static readonly long[] Ticks =
    [
        1_000,
        2_000,
        5_000,
        15_000,
        30_000,
        60_000,
        180_000,
        300_000,
        900_000,
    ];

    /// <summary>The figure as JSON: an object of <c>data</c> and <c>layout</c>.</summary>
    public static string Figure(
        Snapshot picture,
        Surroundings surroundings,
        LineStyle? style = null
    )
    {
        style ??= LineStyle.Usual;
        var (look, locale) = surroundings;
        var (from, to) = style.Zoom is { } zoom
            ? (zoom.From, zoom.To)
            : (picture.Start, picture.Start + picture.Total.Length * picture.Step);
        var clock = Clock(to - from, locale);
        var traces = new LineTraces(picture, surroundings, style, clock);
        var top = Axis.Top(traces.Highest);
        // The margins of the drawing that stands here before the chart: they are rems, of which a chart's type is 13/16.
        var rem = Math.Round(look.FontSize * 16 / 13);
        // A bucket is drawn round its beginning.
        var (start, end) = (from - picture.Step / 2, to - picture.Step / 2);
        var lines = style.IsStacked ? traces.Layers() : traces.Before() + traces.Closed();
        var head = style.IsStacked ? "" : traces.Head();
        // Plotly leaves out a line across within a pixel of the axis' end: it ends two pixels later.
        return $$$"""
            {"data":[{{{lines}}}{{{traces.Open()}}}{{{head}}}{{{traces.Gaps()}}}{{{traces.Marks()}}}],
            "layout":{"autosize":true,"margin":{"l":{{{rem * 2.75}}},"r":{{{rem * 0.75}}},"t":{{{rem
                * 0.5}}},"b":{{{rem
                * 1.75}}} },"showlegend":false,"hovermode":"closest","hoverdistance":40,"dragmode":false,
            "paper_bgcolor":"rgba(0,0,0,0)","plot_bgcolor":"rgba(0,0,0,0)","bargap":0,"barmode":"overlay","separators":{{{PlotText.Json(
                locale.Separators
            )}}},
            "font":{"family":{{{PlotText.Json(
                look.Font
            )}}},"size":{{{look.FontSize}}},"color":"{{{look.Muted}}}"},
            "hoverlabel":{"bgcolor":"{{{look.Surface}}}","bordercolor":"{{{look.Hairline}}}","font":{"color":"{{{look.Text}}}","size":{{{look.FontSize}}}},"align":"left"},
            "xaxis":{"type":"date","fixedrange":true,"range":[{{{locale.ToAxis(
                start
            )}}},{{{locale.ToAxis(end)}}}],"dtick":{{{Tick(to - from)}}},"tick0":"2000-01-01",
            "tickformat":"{{{clock.Replace(
                " %p",
                ""
            )}}}","tickangle":0,"showgrid":false,"zeroline":false,"ticks":"","showline":true,"linecolor":"{{{look.Hairline}}}"},
            "yaxis":{"fixedrange":true,"range":[0,{{{top
                * 1.012}}}],"tick0":0,"dtick":{{{Axis.TickAt(
                top
            )}}},"tickformat":",~r","gridcolor":"{{{look.Hairline}}}","gridwidth":1,"zeroline":false,"ticks":""},
            "yaxis2":{"overlaying":"y","fixedrange":true,"visible":false,"range":[0,1]} } }
            """;
    }

    /// <summary>A round length of time that makes up to five ticks.</summary>
    private static long Tick(long shown) =>
        Array.Find(Ticks, tick => shown / tick <= 5) is > 0 and var tick ? tick : shown / 5;

    private static string Clock(long shown, Locale locale) =>
        (shown <= 300_000, locale.Hour12) switch
        {
            (true, false) => "%H:%M:%S",
            (true, true) => "%-I:%M:%S %p",
            (false, false) => "%H:%M",
            (false, true) => "%-I:%M %p",
        };
}
