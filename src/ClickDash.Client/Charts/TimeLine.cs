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
    /// <summary>The figure as JSON: an object of <c>data</c> and <c>layout</c>.</summary>
    public static string Figure(
        Snapshot picture,
        Surroundings surroundings,
        LineStyle? style = null
    )
    {
        style ??= LineStyle.Usual;
        var (look, locale) = surroundings;
        var clock = Clock(picture, locale);
        var traces = new LineTraces(picture, surroundings, clock);
        var top = Axis.Top(traces.Highest);
        // The margins of the drawing that stands here before the chart: they are rems, of which a chart's type is 13/16.
        var rem = Math.Round(look.FontSize * 16 / 13);
        var (start, end) = (
            picture.Start - picture.Step / 2,
            picture.Start + picture.Total.Length * picture.Step - picture.Step / 2
        );
        var lines = style.IsStacked ? traces.Layers() : traces.Before() + traces.Closed();
        var head = style.IsStacked ? "" : traces.Head();
        var zoom = style.CanZoom ? "false" : "true";
        // Plotly leaves out a line across within a pixel of the axis' end: it ends two pixels later.
        return $$$"""
            {"data":[{{{lines}}}{{{traces.Open()}}}{{{head}}}{{{traces.Gaps()}}}{{{traces.Marks()}}}],
            "layout":{"autosize":true,"margin":{"l":{{{rem * 2.75}}},"r":{{{rem * 0.75}}},"t":{{{rem * 0.5}}},"b":{{{rem * 1.75}}} },"showlegend":false,"hovermode":"closest","hoverdistance":40,"dragmode":{{{(
                style.CanZoom ? "\"zoom\"" : "false"
            )}}},
            "paper_bgcolor":"rgba(0,0,0,0)","plot_bgcolor":"rgba(0,0,0,0)","bargap":0,"barmode":"overlay","separators":{{{PlotText.Json(locale.Separators)}}},
            "font":{"family":{{{PlotText.Json(look.Font)}}},"size":{{{look.FontSize}}},"color":"{{{look.Muted}}}"},
            "hoverlabel":{"bgcolor":"{{{look.Surface}}}","bordercolor":"{{{look.Hairline}}}","font":{"color":"{{{look.Text}}}","size":{{{look.FontSize}}}},"align":"left"},
            "xaxis":{"type":"date","fixedrange":{{{zoom}}},"range":[{{{locale.ToAxis(start)}}},{{{locale.ToAxis(end)}}}],"dtick":{{{Tick(picture)}}},"tick0":"2000-01-01",
            "tickformat":"{{{clock.Replace(" %p", "")}}}","tickangle":0,"showgrid":false,"zeroline":false,"ticks":"","showline":true,"linecolor":"{{{look.Hairline}}}"},
            "yaxis":{"fixedrange":true,"range":[0,{{{top * 1.012}}}],"tick0":0,"dtick":{{{Axis.TickAt(top)}}},"tickformat":",~r","gridcolor":"{{{look.Hairline}}}","gridwidth":1,"zeroline":false,"ticks":""},
            "yaxis2":{"overlaying":"y","fixedrange":true,"visible":false,"range":[0,1]} } }
            """;
    }

    private static long Tick(Snapshot picture) =>
        picture.View.Window switch
        {
            <= 60 => 15_000,
            <= 300 => 60_000,
            <= 900 => 180_000,
            _ => 900_000,
        };

    private static string Clock(Snapshot picture, Locale locale) =>
        (picture.View.Window <= 300, locale.Hour12) switch
        {
            (true, false) => "%H:%M:%S",
            (true, true) => "%-I:%M:%S %p",
            (false, false) => "%H:%M",
            (false, true) => "%-I:%M %p",
        };
}
