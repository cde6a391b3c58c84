using System.Text;
using ClickDash.Client.Browser;
using ClickDash.Client.Texts;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>The parts of the line's figure, each as Plotly traces in JSON: what <see cref="TimeLine"/> puts together.</summary>
internal sealed class LineTraces(
    Snapshot picture,
    Surroundings surroundings,
    LineStyle style,
    string clock
)
{
    // Plotly's word for a bucket's number.
    private const string Value = "%{y:,}";

    private readonly Look look = surroundings.Look;
    private readonly Locale locale = surroundings.Locale;
    private readonly int open = Math.Clamp(picture.Open, 0, picture.Total.Length);

    /// <summary>Clicks per second of the busiest bucket that is shown, of this window and of the one it is compared with.</summary>
    public double Highest { get; } =
        Math.Max(
            HighestOf(picture.Total, picture.Start, picture.Step, style.Zoom),
            style.Ghost is { Picture: var then, Shift: var shift }
                ? HighestOf(then.Total, then.Start + shift, then.Step, style.Zoom)
                : HighestOf(picture.Previous, picture.Start, picture.Step, style.Zoom)
        );

    /// <summary>What the line is compared with: the window before, bucket below bucket, from where it is known whole; or another time.</summary>
    public string Before()
    {
        if (style.Ghost is { Picture: var then, Shift: var shift })
        {
            // Longer steps are steps: a slope between two minutes would be made up.
            var shape = then.Step == picture.Step ? "linear" : "hv";
            return Before(then.Start + shift, then.Step, shape, Rates(then.Total, then.Step));
        }

        var length = picture.Previous.Length;
        var first = picture.Reach - (picture.Start - length * picture.Step);
        var from = (int)Math.Clamp((first + picture.Step - 1) / picture.Step, 0, length);
        return from == length
            ? ""
            : Before(
                picture.Start + from * picture.Step,
                picture.Step,
                "linear",
                Rates(picture.Previous, from, length)
            );
    }

    private string Before(long start, long step, string shape, string rates) =>
        $$"""
            {"type":"scatter","mode":"lines","name":"before","x0":{{locale.ToAxis(
                start
            )}},"dx":{{step}},"y":[{{rates}}],
            "line":{"color":"{{look.Muted}}","width":1,"dash":"3px,3px","shape":"{{shape}}"},"hoverinfo":"skip"},
            """;

    /// <summary>A trace for each stretch between gaps: Plotly would fill the area below a gap as if there were none.</summary>
    public string Closed()
    {
        var traces = new StringBuilder();
        for (var from = 0; from < open; )
        {
            if (picture.Total[from] is null)
            {
                from++;
                continue;
            }

            var gap = Array.IndexOf(picture.Total, null, from, open - from);
            var to = gap < 0 ? open : gap;
            traces.Append(
                $$"""
                {"type":"scatter","mode":"lines","name":"closed","x0":{{At(
                    from
                )}},"dx":{{picture.Step}},"y":[{{Rates(picture.Total, from, to)}}],
                "fill":"tozeroy","line":{"color":"{{look.Accent}}","width":2},
                "fillgradient":{"type":"vertical","start":0,"stop":{{Math.Max(Highest, 1):0.#}},"colorscale":[[0,"{{look.AccentClear}}"],[1,"{{look.AccentSoft}}"]]},
                "hovertemplate":"{{ChartTexts.ASecond(Value)}}<br>%{x|{{clock}}}<extra></extra>"},
                """
            );
            from = to;
        }

        return traces.ToString();
    }

    /// <summary>
    /// A layer for each of the largest values and one for the rest. Every other one has a pattern, so that neighbours are told
    /// apart without their colours.
    /// </summary>
    public string Layers()
    {
        var traces = new StringBuilder();
        var rest = picture.Total.ToArray();
        var layers = LayerChoice.Layers(picture);
        for (var i = 0; i < layers.Count; i++)
        {
            var counts = layers[i].Counts;
            for (var at = 0; at < rest.Length; at++)
            {
                rest[at] -= counts[at] ?? 0;
            }

            traces.Append(Layer(layers[i].Name, counts, i));
        }

        if (Array.Exists(rest, count => count > 0))
        {
            traces.Append(Layer(ChartTexts.AllOthers, rest, LayerChoice.Most));
        }

        return traces.ToString();
    }

    /// <summary>What still fills, as hatched columns; where nothing came yet there is none.</summary>
    public string Open() =>
        $$"""
            {"type":"bar","name":"open","x0":{{At(open)}},"dx":{{picture.Step}},"y":[{{Rates(
                picture.Total,
                open,
                picture.Total.Length,
                none: "null"
            )}}],
            "width":{{picture.Step * 7 / 10}},"marker":{"color":"{{look.AccentSoft}}","line":{"color":"{{look.Accent}}","width":{{(
                picture.Total.Length > 60 ? 0 : 1
            )}}},
            "pattern":{"shape":"/","size":5,"solidity":0.2,"fgcolor":"{{look.Accent}}","bgcolor":"rgba(0,0,0,0)","fillmode":"overlay"} },
            "hovertemplate":"{{ChartTexts.SoFar(Value)}}<br>%{x|{{clock}}}<extra></extra>"}
            """;

    /// <summary>A dot at the newest finished bucket.</summary>
    public string Head() =>
        open == 0 || picture.Total[open - 1] is null
            ? ""
            : $$$""",{"type":"scatter","mode":"markers","name":"newest","x":[{{{At(open - 1)}}}],"y":[{{{Rate(picture.Total[open - 1])}}}],"hoverinfo":"skip","cliponaxis":false,"marker":{"size":8,"color":"{{{look.Accent}}}","line":{"width":2,"color":"{{{look.Surface}}}"} } }""";

    /// <summary>Where nothing could be counted: hatched, with the reason.</summary>
    public string Gaps()
    {
        if (picture.Gaps.Length == 0)
        {
            return "";
        }

        var end = picture.Start + picture.Total.Length * picture.Step;
        var shown = picture
            .Gaps.Select(gap =>
                gap with
                {
                    From = Math.Max(gap.From, picture.Start),
                    To = Math.Min(gap.To, end),
                }
            )
            .Where(gap => gap.From < gap.To)
            .ToArray();
        var middles = string.Join(
            ',',
            shown.Select(gap => locale.ToAxis((gap.From + gap.To - picture.Step) / 2))
        );
        var widths = string.Join(',', shown.Select(gap => gap.To - gap.From));
        var ones = string.Join(',', shown.Select(_ => "1"));
        var reasons = string.Join(
            ',',
            shown.Select(gap => PlotText.Hover(GapTexts.Of(gap.Reason)))
        );
        return $$$$""",{"type":"bar","name":"gaps","yaxis":"y2","x":[{{{{middles}}}}],"width":[{{{{widths}}}}],"y":[{{{{ones}}}}],"text":[{{{{reasons}}}}],"textposition":"inside","insidetextanchor":"end","textfont":{"color":"{{{{look.Warning}}}}"},"hovertemplate":"{{{{ChartTexts.NotCounted}}}}<br>%{text}<extra></extra>","marker":{"color":"rgba(0,0,0,0)","line":{"width":0},"pattern":{"shape":"/","size":9,"solidity":0.12,"fgcolor":"{{{{look.Warning}}}}","bgcolor":"rgba(0,0,0,0)","fillmode":"overlay"}}}""";
    }

    /// <summary>What happened: a thin line across the chart with a symbol at its top, by kind.</summary>
    public string Marks()
    {
        var shown = picture.Marks;
        if (shown.Length == 0)
        {
            return "";
        }

        var times = Array.ConvertAll(shown, mark => locale.ToAxis(mark.At - picture.Step / 2));
        var places = string.Join(',', times);
        var ends = string.Join(',', times.Select(time => $"{time},{time},null"));
        var heights = string.Join(',', shown.Select(_ => "0,0.95,null"));
        var tops = string.Join(',', shown.Select(_ => "0.95"));
        var symbols = string.Join(',', shown.Select(mark => $"\"{Symbol(mark.Kind)}\""));
        var colors = string.Join(',', shown.Select(mark => $"\"{Color(mark.Kind)}\""));
        var texts = string.Join(',', shown.Select(mark => PlotText.Hover(MarkText.Of(mark))));
        return $$$"""
            ,{"type":"scatter","mode":"lines","name":"mark-lines","yaxis":"y2","x":[{{{ends}}}],"y":[{{{heights}}}],"hoverinfo":"skip","line":{"width":1,"color":"{{{look.Text}}}"} },
            {"type":"scatter","mode":"markers","name":"marks","yaxis":"y2","x":[{{{places}}}],"y":[{{{tops}}}],"text":[{{{texts}}}],
            "hovertemplate":"%{text}<br>%{x|{{{clock}}}}<extra></extra>","cliponaxis":false,
            "marker":{"size":11,"symbol":[{{{symbols}}}],"color":[{{{colors}}}],"line":{"width":1,"color":"{{{look.Surface}}}"} } }
            """;
    }

    private static string Symbol(MarkKind kind) =>
        kind switch
        {
            MarkKind.Alert => "triangle-up",
            MarkKind.Over => "triangle-down",
            MarkKind.Simulator => "square",
            MarkKind.Lesson => "star",
            _ => "diamond",
        };

    private string Color(MarkKind kind) =>
        kind is MarkKind.Alert or MarkKind.Over ? look.Warning : look.Text;

    private string Layer(string name, long?[] counts, int layer)
    {
        var color = look.Layers[layer];
        var pattern =
            layer % 2 == 0
                ? """{"shape":""}"""
                : $$"""{"shape":"/","size":6,"solidity":0.65,"fgcolor":"{{color}}","bgcolor":"rgba(0,0,0,0)","fillmode":"overlay"}""";
        return $$"""
            {"type":"scatter","mode":"lines","name":"layer","stackgroup":"layers","x0":{{At(
                0
            )}},"dx":{{picture.Step}},"y":[{{Rates(counts, 0, open)}}],
            "line":{"width":0.5,"color":"{{color}}"},"fillcolor":"{{color}}","fillpattern":{{pattern}},"meta":{{PlotText.Hover(
                name
            )}},
            "hovertemplate":"%{meta}<br>{{ChartTexts.ASecond(Value)}} · %{x|{{clock}}}<extra></extra>"},
            """;
    }

    private string At(int bucket) => locale.ToAxis(picture.Start + bucket * picture.Step);

    private string Rates(long?[] counts, int from, int to, string none = "0")
    {
        var rates = new StringBuilder(4 * Math.Max(0, to - from));
        for (var i = from; i < to; i++)
        {
            rates.Append(i == from ? "" : ",").Append(counts[i] == 0 ? none : Rate(counts[i]));
        }

        return rates.ToString();
    }

    private static string Rates(long?[] counts, long step) =>
        string.Join(
            ',',
            counts.Select(count =>
                count is null ? "null" : (count.Value * 1000.0 / step).ToString("0.#")
            )
        );

    private static double HighestOf(long?[] counts, long start, long step, Zoom? zoom)
    {
        var highest = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            var at = start + i * step;
            if (zoom is null || at + step > zoom.From && at < zoom.To)
            {
                highest = Math.Max(highest, counts[i] ?? 0);
            }
        }

        return highest * 1000.0 / step;
    }

    private string Rate(long? count) =>
        count switch
        {
            null => "null",
            { } clicks when picture.Step == 1000 => clicks.ToString(),
            { } clicks => (clicks * 1000.0 / picture.Step).ToString("0.#"),
        };
}
