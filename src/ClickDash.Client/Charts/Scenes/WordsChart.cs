using ClickDash.Client.Browser;
using ClickDash.Client.Texts;
using ClickDash.Scenes.Words;

namespace ClickDash.Client.Charts.Scenes;

/// <summary>Words as a Plotly figure: a bar a word for our count and, once Spark counts, one for Spark's close below it.</summary>
public static class WordsChart
{
    private const int NameLength = 24;

    // The longest bar leaves room for its number.
    private const double LongestBar = 0.86;

    /// <summary>The figure as JSON: an object of <c>data</c> and <c>layout</c>.</summary>
    /// <param name="picture">What is drawn.</param>
    /// <param name="top">How many rows there is room for.</param>
    /// <param name="surroundings">How.</param>
    public static string Figure(WordsPicture picture, int top, Surroundings surroundings)
    {
        var (look, locale) = surroundings;
        var rows = picture.Rows;
        var hasSpark = picture.Spark is not null;
        var longest = rows.Length == 0 ? 1 : rows.Max(row => Math.Max(row.Count, row.Spark));
        var end = Axis.Top(longest) / LongestBar;
        var rem = Math.Round(look.FontSize * 16 / 13);
        var theirs = hasSpark
            ? ","
                + Bars(
                    "spark",
                    WordsTexts.Spark,
                    rows,
                    row => row.Spark,
                    look.Layers[1],
                    look,
                    locale,
                    0.21
                )
            : "";
        return $$$"""
            {"data":[{{{Bars("ours", WordsTexts.ClickDash, rows, row => row.Count, look.Layers[0], look, locale, hasSpark ? -0.21 : 0)}}}{{{theirs}}}],
            "layout":{"autosize":true,"margin":{"l":{{{rem * 8}}},"r":0,"t":0,"b":0},"showlegend":false,"hovermode":"closest","dragmode":false,"barmode":"overlay",
            "paper_bgcolor":"rgba(0,0,0,0)","plot_bgcolor":"rgba(0,0,0,0)","separators":{{{PlotText.Json(locale.Separators)}}},
            "font":{"family":{{{PlotText.Json(look.Font)}}},"size":{{{look.FontSize}}},"color":"{{{look.Text}}}"},
            "hoverlabel":{"bgcolor":"{{{look.Surface}}}","bordercolor":"{{{look.Hairline}}}","font":{"color":"{{{look.Text}}}","size":{{{look.FontSize}}} },"align":"left"},
            "xaxis":{"fixedrange":true,"visible":false,"range":[0,{{{ValuesChart.Number(end)}}}]},
            "yaxis":{"fixedrange":true,"showgrid":false,"zeroline":false,"ticks":"","tickfont":{"color":"{{{look.Text}}}","size":{{{look.FontSize * 1.1}}} },
            "tickvals":[{{{string.Join(',', Enumerable.Range(0, rows.Length))}}}],"ticktext":[{{{string.Join(
                ',',
                rows.Select(row => PlotText.Label($"{row.Word} ", NameLength))
            )}}}],"range":[{{{top - 0.5:0.0}}},-0.5]} } }
            """;
    }

    private static string Bars(
        string trace,
        string label,
        WordRow[] rows,
        Func<WordRow, long> count,
        string color,
        Look look,
        Locale locale,
        double shift
    )
    {
        var places = rows.Select((_, i) => ValuesChart.Number(i + shift));
        var counts = rows.Select(row => $"{count(row)}");
        var texts = rows.Select(row => $"\"{locale.Whole(count(row))}\"");
        var names = rows.Select(row => PlotText.Hover(row.Word));
        return $$$"""
            {"type":"bar","orientation":"h","name":"{{{trace}}}","y":[{{{string.Join(
                ',',
                places
            )}}}],"x":[{{{string.Join(',', counts)}}}],"width":{{{(shift == 0 ? "0.72" : "0.4")}}},
            "text":[{{{string.Join(
                ',',
                texts
            )}}}],"textposition":"outside","textangle":0,"cliponaxis":false,"textfont":{"color":"{{{look.Text}}}"},"customdata":[{{{string.Join(
                ',',
                names
            )}}}],
            "marker":{"color":"{{{color}}}","cornerradius":4},"hovertemplate":"%{customdata}<br>{{{label}}}: %{x:,}<extra></extra>"}
            """;
    }
}
