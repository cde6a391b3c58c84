using System.Text;
using ClickDash.Client.Browser;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>
/// Clicks per second as a Plotly figure. Closed seconds are the line; open ones, which still fill, are hatched columns beside
/// its end, so that an unfinished second never looks like a drop. Where nothing could be counted the line is broken and the
/// reason stands there.
/// </summary>
public static class TimeLine
{
    /// <summary>The figure as JSON: an object of <c>data</c> and <c>layout</c>.</summary>
    public static string Figure(Snapshot picture, Surroundings surroundings)
    {
        var (look, locale) = surroundings;
        var step = picture.Step;
        var top = Top(Highest(picture));
        var open = Math.Clamp(picture.Open, 0, picture.Total.Length);
        var clock = Clock(picture, locale);
        // The margins of the drawing that stands here before the chart: they are rems, of which a chart's type is 13/16.
        var rem = Math.Round(look.FontSize * 16 / 13);
        var figure = new StringBuilder(8 * picture.Total.Length + 4000);

        figure.Append(
            $$"""
            {"data":[
            {{Closed(picture, open, locale, look, clock)}}
            {"type":"bar","name":"open","x0":{{locale.ToAxis(
                picture.Start + open * step
            )}},"dx":{{step}},"y":[{{Rates(picture, open, picture.Total.Length)}}],
            "width":{{step
                * 7
                / 10}},"marker":{"color":"{{look.AccentSoft}}","line":{"color":"{{look.Accent}}","width":{{(
                picture.Total.Length > 60 ? 0 : 1
            )}}},
            "pattern":{"shape":"/","size":5,"solidity":0.2,"fgcolor":"{{look.Accent}}","bgcolor":"rgba(0,0,0,0)","fillmode":"overlay"} },
            "hovertemplate":"<b>%{y:,} so far</b><br>%{x|{{clock}}}<extra></extra>"}{{Head(
                picture,
                open,
                locale,
                look
            )}}{{Gaps(picture, locale, look)}}],
            """
        );
        figure.Append(
            $$$"""
            "layout":{"autosize":true,"margin":{"l":{{{rem * 2.75}}},"r":{{{rem * 0.75}}},"t":{{{rem * 0.5}}},"b":{{{rem * 1.75}}} },"showlegend":false,"hovermode":"closest","hoverdistance":40,"dragmode":false,
            "paper_bgcolor":"rgba(0,0,0,0)","plot_bgcolor":"rgba(0,0,0,0)","bargap":0,"barmode":"overlay","separators":{{{PlotText.Json(locale.Separators)}}},
            "font":{"family":{{{PlotText.Json(look.Font)}}},"size":{{{look.FontSize}}},"color":"{{{look.Muted}}}"},
            "hoverlabel":{"bgcolor":"{{{look.Surface}}}","bordercolor":"{{{look.Hairline}}}","font":{"color":"{{{look.Text}}}","size":{{{look.FontSize}}}},"align":"left"},
            "xaxis":{"type":"date","fixedrange":true,"range":[{{{locale.ToAxis(picture.Start - step / 2)}}},{{{locale.ToAxis(picture.Start + picture.Total.Length * step - step / 2)}}}],"dtick":{{{Tick(
                picture
            )}}},"tick0":"2000-01-01",
            "tickformat":"{{{clock.Replace(" %p", "")}}}","tickangle":0,"showgrid":false,"zeroline":false,"ticks":"","showline":true,"linecolor":"{{{look.Hairline}}}"},
            "yaxis":{"fixedrange":true,"range":[0,{{{top}}}],"tick0":0,"dtick":{{{TickAt(top)}}},"tickformat":",~r","gridcolor":"{{{look.Hairline}}}","gridwidth":1,"zeroline":false,"ticks":""},
            "yaxis2":{"overlaying":"y","fixedrange":true,"visible":false,"range":[0,1]} } }
            """
        );
        return figure.ToString();
    }

    /// <summary>
    /// Where the axis ends for a highest value: the next of few round numbers, so that it stands still while the values move.
    /// </summary>
    public static double Top(double highest)
    {
        var wanted = Math.Max(highest * 1.05, 5);
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        double[] rounds = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
        return rounds.First(round => round * power >= wanted) * power;
    }

    /// <summary>The distance of the lines across for such an end: it stands on one of them, and there are three to five.</summary>
    public static double TickAt(double top)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(top)));
        return Math.Round(top / power, 1) switch
            {
                1 => 0.2,
                1.2 => 0.4,
                <= 2.5 => 0.5,
                <= 5 => 1,
                _ => 2,
            } * power;
    }

    /// <summary>A trace for each stretch between gaps: Plotly would fill the area below a gap as if there were none.</summary>
    private static string Closed(Snapshot picture, int open, Locale locale, Look look, string clock)
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
                {"type":"scatter","mode":"lines","name":"closed","x0":{{locale.ToAxis(
                    picture.Start + from * picture.Step
                )}},"dx":{{picture.Step}},"y":[{{Rates(picture, from, to)}}],
                "fill":"tozeroy","line":{"color":"{{look.Accent}}","width":2},
                "fillgradient":{"type":"vertical","start":0,"stop":{{Highest(
                    picture
                ):0.#}},"colorscale":[[0,"{{look.AccentClear}}"],[1,"{{look.AccentSoft}}"]]},
                "hovertemplate":"<b>%{y:,} a second</b><br>%{x|{{clock}}}<extra></extra>"},
                """
            );
            from = to;
        }

        return traces.ToString();
    }

    private static double Highest(Snapshot picture) =>
        (picture.Total.Max() ?? 0) * 1000.0 / picture.Step;

    private static string Rates(Snapshot picture, int from, int to)
    {
        var rates = new StringBuilder();
        for (var i = from; i < to; i++)
        {
            rates.Append(i == from ? "" : ",").Append(Rate(picture, i));
        }

        return rates.ToString();
    }

    private static string Rate(Snapshot picture, int i) =>
        picture.Total[i] switch
        {
            null => "null",
            { } count when picture.Step == 1000 => count.ToString(),
            { } count => (count * 1000.0 / picture.Step).ToString("0.#"),
        };

    private static string Head(Snapshot picture, int open, Locale locale, Look look) =>
        open == 0 || picture.Total[open - 1] is null
            ? ""
            : $$$""",{"type":"scatter","mode":"markers","name":"newest","x":[{{{locale.ToAxis(picture.Start + (open - 1) * picture.Step)}}}],"y":[{{{Rate(picture, open - 1)}}}],"hoverinfo":"skip","cliponaxis":false,"marker":{"size":8,"color":"{{{look.Accent}}}","line":{"width":2,"color":"{{{look.Surface}}}"} } }""";

    private static string Gaps(Snapshot picture, Locale locale, Look look)
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
        var reasons = string.Join(',', shown.Select(gap => PlotText.Hover(gap.Reason)));
        return $$$$""",{"type":"bar","name":"gaps","yaxis":"y2","x":[{{{{middles}}}}],"width":[{{{{widths}}}}],"y":[{{{{ones}}}}],"text":[{{{{reasons}}}}],"textposition":"inside","insidetextanchor":"end","textfont":{"color":"{{{{look.Warning}}}}"},"hovertemplate":"<b>Not counted</b><br>%{text}<extra></extra>","marker":{"color":"rgba(0,0,0,0)","line":{"width":0},"pattern":{"shape":"/","size":9,"solidity":0.12,"fgcolor":"{{{{look.Warning}}}}","bgcolor":"rgba(0,0,0,0)","fillmode":"overlay"}}}""";
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
