using ClickDash.Client.Browser;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>Clicks by value as a Plotly figure: a bar a value, its name upon it, its count and share at the right. Names are the labels of an axis, which Plotly writes anew only where they changed.</summary>
public static class RankingBars
{
    /// <summary>What fits upon a bar of the narrowest panel beside count and share.</summary>
    private const int NameLength = 32;

    /// <summary>How much of the width the longest bar takes: count and share stand beside it.</summary>
    public const double LongestBar = 0.76;

    /// <summary>The figure as JSON: an object of <c>data</c> and <c>layout</c>.</summary>
    /// <param name="picture">What is drawn.</param>
    /// <param name="surroundings">How.</param>
    /// <param name="names">Remembers names from one figure to the next.</param>
    public static string Figure(Snapshot picture, Surroundings surroundings, PlotNames names)
    {
        var (look, locale) = surroundings;
        var rows = picture.Ranking;
        var places = string.Join(',', Enumerable.Range(0, rows.Length));
        // Plotly sets a point's text two pixels higher than an axis' label.
        var lower = string.Join(',', Enumerable.Range(0, rows.Length).Select(i => $"{i}.09"));
        var labels = Each(rows, row => names[row.Name, NameLength].Label);
        var numbers = Each(rows, row => $"\"{Numbers(row, picture, locale)}\"");
        var end = End(picture);
        return $$$"""
            {"data":[
            {"type":"bar","orientation":"h","name":"clicks","y":[{{{places}}}],"x":[{{{Each(
                rows,
                row => row.Count.ToString()
            )}}}],"customdata":[{{{Each(
                rows,
                row => names[row.Name, NameLength].Hover
            )}}}],
            "marker":{"color":"{{{look.Bar}}}","cornerradius":4},"hovertemplate":"%{customdata}<br>%{x:,} clicks<extra></extra>"},
            {"type":"scatter","mode":"text","name":"numbers","xaxis":"x2","y":[{{{lower}}}],"x":[{{{Each(
                rows,
                _ => "0.985"
            )}}}],"text":[{{{numbers}}}],"textposition":"middle left","textfont":{"color":"{{{look.Text}}}"},"hoverinfo":"skip","cliponaxis":false}],
            "layout":{"autosize":true,"margin":{"l":0,"r":0,"t":0,"b":0},"showlegend":false,"hovermode":"closest","dragmode":false,"bargap":0.16,
            "paper_bgcolor":"rgba(0,0,0,0)","plot_bgcolor":"rgba(0,0,0,0)","separators":{{{PlotText.Json(
                locale.Separators
            )}}},
            "font":{"family":{{{PlotText.Json(look.Font)}}},"size":{{{look.FontSize}}},"color":"{{{look.Text}}}"},
            "hoverlabel":{"bgcolor":"{{{look.Surface}}}","bordercolor":"{{{look.Hairline}}}","font":{"color":"{{{look.Text}}}","size":{{{look.FontSize}}}},"align":"left"},
            "xaxis":{"fixedrange":true,"visible":false,"range":[0,{{{end:0}}}]},
            "xaxis2":{"overlaying":"x","fixedrange":true,"visible":false,"range":[0,1]},
            "yaxis":{"fixedrange":true,"showgrid":false,"zeroline":false,"ticks":"","ticklabelposition":"inside","tickfont":{"color":"{{{look.Text}}}"},
            "tickvals":[{{{places}}}],"ticktext":[{{{labels}}}],"range":[{{{picture.View.Top - 0.5:0.0}}},-0.5]} } }
            """;
    }

    /// <summary>
    /// Where the bars' axis ends: round, so that bars keep their length while counts move, and so far that the longest bar
    /// leaves room for its numbers.
    /// </summary>
    public static double End(Snapshot picture) =>
        Math.Ceiling(
            Axis.Top(picture.Ranking.Length == 0 ? 1 : picture.Ranking[0].Count) / LongestBar
        );

    /// <summary>A value's share of all clicks in the window, from 0 to 1.</summary>
    public static double Share(RankedValue row, Snapshot picture) =>
        picture.Kpi.Total == 0 ? 0 : (double)row.Count / picture.Kpi.Total;

    /// <summary>Count and share in columns: figure spaces are as wide as digits, so that shares stand below each other.</summary>
    private static string Numbers(RankedValue row, Snapshot picture, Locale locale) =>
        locale.Whole(row.Count) + "\u2007" + locale.Share(Share(row, picture)).PadLeft(6, '\u2007');

    private static string Each(RankedValue[] rows, Func<RankedValue, string> write) =>
        string.Join(',', rows.Select(write));
}
