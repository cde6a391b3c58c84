using System.Globalization;
using System.Text;
using ClickDash.Client.Browser;
using ClickDash.Client.Texts;
using ClickDash.Scenes.Values;

namespace ClickDash.Client.Charts.Scenes;

/// <summary>Measurements as a Plotly figure: the layers that are asked for, each a trace a line.</summary>
public static class ValuesChart
{
    // More points than this are a line, not dots on a string.
    private const int MostDots = 40;

    /// <summary>The figure as JSON: an object of <c>data</c> and <c>layout</c>.</summary>
    public static string Figure(ValuesPicture picture, ValuesLook look, Surroundings surroundings)
    {
        var traces = new ValueTraces(picture, look, surroundings, MostDots);
        var (style, locale) = surroundings;
        var data = traces.Write();
        var (low, high, step) = ValueAxis.Of(traces.Lowest, traces.Highest);
        var (from, to) = traces.Span;
        // Room at the right for the newest value's label, and half a dot at the left.
        var room = Math.Max((to - from) / 12, 500);
        var rem = Math.Round(style.FontSize * 16 / 13);
        var clock = locale.Hour12 ? "%-I:%M:%S" : "%H:%M:%S";
        return $$$"""
            {"data":[{{{data}}}],
            "layout":{"autosize":true,"margin":{"l":{{{rem * 3.25}}},"r":{{{rem}}},"t":{{{rem}}},"b":{{{rem * 1.9}}} },"showlegend":false,"hovermode":"closest","hoverdistance":40,"dragmode":false,
            "paper_bgcolor":"rgba(0,0,0,0)","plot_bgcolor":"rgba(0,0,0,0)","separators":{{{PlotText.Json(locale.Separators)}}},
            "font":{"family":{{{PlotText.Json(style.Font)}}},"size":{{{style.FontSize}}},"color":"{{{style.Muted}}}"},
            "hoverlabel":{"bgcolor":"{{{style.Surface}}}","bordercolor":"{{{style.Hairline}}}","font":{"color":"{{{style.Text}}}","size":{{{style.FontSize}}}},"align":"left"},
            "xaxis":{"type":"date","fixedrange":true,"range":[{{{locale.ToAxis(from - (room / 4))}}},{{{locale.ToAxis(to + room)}}}],"nticks":8,"tickformat":"{{{clock}}}","tickangle":0,"showgrid":false,"zeroline":false,"ticks":"","showline":true,"linecolor":"{{{style.Hairline}}}"},
            "yaxis":{"fixedrange":true,"range":[{{{Number(low)}}},{{{Number(high + ((high - low) * 0.012))}}}],"tick0":0,"dtick":{{{Number(step)}}},"tickformat":",~r","gridcolor":"{{{style.Hairline}}}","gridwidth":1,"zeroline":{{{(
                low < 0 ? "true" : "false"
            )}}},"zerolinecolor":"{{{style.Muted}}}","zerolinewidth":1,"ticks":""} } }
            """;
    }

    /// <summary>A number in JSON.</summary>
    internal static string Number(double value) =>
        value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>The figure's traces.</summary>
internal sealed class ValueTraces(
    ValuesPicture picture,
    ValuesLook look,
    Surroundings surroundings,
    int mostDots
)
{
    private readonly Look style = surroundings.Look;
    private readonly Locale locale = surroundings.Locale;
    private readonly StringBuilder data = new();
    private double lowest = double.MaxValue;
    private double highest = double.MinValue;
    private long first = long.MaxValue;
    private long last = long.MinValue;

    public double Lowest => lowest > highest ? 0 : lowest;

    public double Highest => lowest > highest ? 1 : highest;

    public (long From, long To) Span => first > last ? (0, 10_000) : (first, last);

    public string Write()
    {
        var lines = picture.Lines;
        for (var i = 0; i < lines.Length; i++)
        {
            Line(lines[i], ValueColors.Of(style, i), lines.Length == 1);
        }

        if (Has(ValueLayers.Merged) && lines.Length > 1)
        {
            var all = lines.SelectMany(line => line.Points).OrderBy(point => point.Created);
            Add(
                "merged",
                ValuesTexts.AllAsOne,
                all.Select(point => (point.Created, point.Value)),
                style.Muted,
                "\"width\":1,\"dash\":\"2px,3px\"",
                dots: false
            );
        }

        if (Has(ValueLayers.Together) && picture.Together.Length > 0)
        {
            Add(
                "together",
                ValuesTexts.MeanOfAll,
                picture.Together.Select(mean => (mean.Start, mean.Mean)),
                style.Text,
                "\"width\":3,\"dash\":\"solid\"",
                dots: false
            );
            Newest(picture.Together[^1].Start, picture.Together[^1].Mean, style.Text);
        }

        return data.ToString();
    }

    private void Line(ValueLine line, string color, bool isOnly)
    {
        var points = line.Points;
        var name = isOnly ? "" : line.Name;
        if (Has(ValueLayers.Means))
        {
            Steps(line, color, isOnly);
        }

        if (Has(ValueLayers.Values))
        {
            var isRaw = Has(ValueLayers.Means) || Has(ValueLayers.Together);
            Add(
                "values",
                ValuesTexts.LineCreated(name),
                points.Select(point => (point.Created, point.Value)),
                color,
                isRaw && isOnly ? "\"width\":1.5" : "\"width\":2",
                dots: points.Length <= mostDots
            );
            if (points.Length > 0 && !Has(ValueLayers.Together))
            {
                Newest(points[^1].Created, points[^1].Value, color);
            }
        }

        if (Has(ValueLayers.Arrival))
        {
            Add(
                "arrival",
                ValuesTexts.LineArrived(name),
                points
                    .OrderBy(point => point.Arrived)
                    .Select(point => (point.Arrived, point.Value)),
                isOnly ? style.Layers[1] : color,
                "\"width\":2,\"dash\":\"6px,4px\"",
                dots: points.Length <= mostDots
            );
        }

        if (Has(ValueLayers.Moving))
        {
            Add(
                "moving",
                ValuesTexts.LineMoving(name, look.Request.Moving),
                points
                    .Where(point => point.Moving is not null)
                    .Select(point => (point.Created, point.Moving!.Value)),
                isOnly ? style.Layers[2] : color,
                "\"width\":3,\"shape\":\"spline\",\"smoothing\":0.6",
                dots: false
            );
        }

        if (Has(ValueLayers.Total))
        {
            Add(
                "total",
                ValuesTexts.LineTotal(name),
                points.Select(point => (point.Created, point.Total)),
                color,
                "\"width\":2.5",
                dots: points.Length <= mostDots
            );
            if (points.Length > 0)
            {
                Newest(points[^1].Created, points[^1].Total, color);
            }
        }

        if (Has(ValueLayers.Extremes) && line is { Highest: { } high, Lowest: { } low })
        {
            Mark("highest", "top center", points[high], style.Layers[2]);
            Mark("lowest", "bottom center", points[low], style.Layers[1]);
        }
    }

    /// <summary>Windows are as long as they are: a step each, from its beginning to its end.</summary>
    private void Steps(ValueLine line, string color, bool isOnly)
    {
        var length = look.Request.Every * 1000L;
        var steps = line.Means.SelectMany(mean =>
            new (long, double)[] { (mean.Start, mean.Mean), (mean.Start + length, mean.Mean) }
        );
        Add(
            "means",
            ValuesTexts.LineMeans(isOnly ? "" : line.Name, look.Request.Every),
            steps,
            isOnly ? style.Layers[1] : color,
            "\"width\":3",
            dots: false
        );
    }

    private void Add(
        string trace,
        string label,
        IEnumerable<(long At, double Value)> points,
        string color,
        string line,
        bool dots
    )
    {
        var (x, y) = (new StringBuilder(), new StringBuilder());
        foreach (var (at, value) in points)
        {
            See(at, value);
            x.Append(x.Length == 0 ? "" : ",").Append(locale.ToAxis(at));
            y.Append(y.Length == 0 ? "" : ",").Append(ValuesChart.Number(value));
        }

        var clock = locale.Hour12 ? "%-I:%M:%S %p" : "%H:%M:%S";
        // Without a line's name a label begins with a space.
        data.Append(data.Length == 0 ? "" : ",")
            .Append(
                $$$"""
                {"type":"scatter","mode":"{{{(
                    dots ? "lines+markers" : "lines"
                )}}}","name":"{{{trace}}}","meta":{{{PlotText.Hover(label.Trim())}}},"x":[{{{x}}}],"y":[{{{y}}}],
                "line":{"color":"{{{color}}}",{{{line}}}},"marker":{"size":7,"color":"{{{color}}}"},"hovertemplate":"%{meta}<br>%{y:,}<br>%{x|{{{clock}}}}<extra></extra>"}
                """
            );
    }

    /// <summary>A ring around the newest, and its value beside it.</summary>
    private void Newest(long at, double value, string color) =>
        data.Append(
            $$$"""
            ,{"type":"scatter","mode":"markers+text","name":"newest","x":[{{{locale.ToAxis(
                at
            )}}}],"y":[{{{ValuesChart.Number(value)}}}],"text":["{{{locale.Measure(value)}}}"],"textposition":"middle right","textfont":{"color":"{{{style.Text}}}","size":{{{style.FontSize * 1.15}}} },
            "hoverinfo":"skip","cliponaxis":false,"marker":{"size":11,"color":"{{{color}}}","line":{"width":2.5,"color":"{{{style.Surface}}}"} } }
            """
        );

    private void Mark(string trace, string place, ValuePoint point, string color)
    {
        // Room above and below for what is written there.
        See(point.Created, point.Value);
        var text = ValuesTexts.Extreme(
            trace == "highest",
            locale.Measure(point.Value),
            locale.TimeOfDay(point.Created)
        );
        data.Append(
            $$$"""
            ,{"type":"scatter","mode":"markers+text","name":"{{{trace}}}","x":[{{{locale.ToAxis(
                point.Created
            )}}}],"y":[{{{ValuesChart.Number(point.Value)}}}],"text":["{{{text}}}"],"textposition":"{{{place}}}","textfont":{"color":"{{{style.Text}}}"},
            "hoverinfo":"skip","cliponaxis":false,"marker":{"size":14,"symbol":"{{{(
                trace == "highest" ? "triangle-up" : "triangle-down"
            )}}}","color":"{{{color}}}","line":{"width":2,"color":"{{{style.Surface}}}"} } }
            """
        );
    }

    private void See(long at, double value)
    {
        (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
        (first, last) = (Math.Min(first, at), Math.Max(last, at));
    }

    private bool Has(ValueLayers layer) => look.Layers.HasFlag(layer);
}

/// <summary>The colours of lines: the layers' own, again from the first where there are more.</summary>
internal static class ValueColors
{
    /// <summary>How many there are.</summary>
    public const int Count = 6;

    /// <summary>The colour of the n-th line.</summary>
    public static string Of(Look style, int line) => style.Layers[line % Count];
}
