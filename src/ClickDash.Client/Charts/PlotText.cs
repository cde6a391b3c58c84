using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace ClickDash.Client.Charts;

/// <summary>Text from outside on its way into a figure. Plotly reads text as a kind of HTML, and a figure is JSON: data is neither.</summary>
public static class PlotText
{
    /// <summary>Longer full names are cut on hover too: a label as large as the screen tells less.</summary>
    private const int MostOnHover = 240;
    private const int HoverLine = 48;

    /// <summary>The text as a JSON string, quotes included.</summary>
    public static string Json(string text) =>
        $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    /// <summary>The text so that Plotly draws each of its characters as it is: no tag, no link, no entity.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>The text with what cannot be seen, or would turn the text around it, made visible.</summary>
    public static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var hidden =
                char.GetUnicodeCategory(c)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator;
            visible.Append(hidden ? '\uFFFD' : c);
        }

        return visible.ToString();
    }

    /// <summary>The text, cut in its middle to at most <paramref name="most"/> characters: both ends of a path tell most.</summary>
    public static string Shorten(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var letters = new StringInfo(text);
        if (letters.LengthInTextElements <= most)
        {
            return text;
        }

        var head = most / 2;
        var tail = most - head - 1;
        return letters.SubstringByTextElements(0, head)
            + "…"
            + letters.SubstringByTextElements(letters.LengthInTextElements - tail);
    }

    /// <summary>A name for a label: visible, cut, escaped, as JSON.</summary>
    public static string Label(string name, int most) => Json(Escape(Shorten(Visible(name), most)));

    /// <summary>A name for a hover: visible, in lines, escaped, as JSON.</summary>
    public static string Hover(string name)
    {
        var lines = Lines(Shorten(Visible(name), MostOnHover)).Select(Escape);
        return Json(string.Join("<br>", lines));
    }

    // Between words, and within those that are longer than a line.
    private static IEnumerable<string> Lines(string text)
    {
        while (text.Length > HoverLine)
        {
            var space = text.LastIndexOf(' ', HoverLine);
            var end = space > 0 ? space : HoverLine;
            yield return text[..end];
            text = text[end..].TrimStart(' ');
        }

        yield return text;
    }
}
