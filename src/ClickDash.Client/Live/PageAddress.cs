using System.Globalization;
using System.Text;
using ClickDash.Client.Texts;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>
/// A view as the query of the page's address: <c>?window=300&amp;split=country&amp;filter=page:/cart</c>. What is as usual is
/// left out, so that equal views have equal addresses.
/// </summary>
public static class PageAddress
{
    /// <summary>The view an address asks for; where it asks for what there is not, the usual one, and what is wrong with it.</summary>
    /// <param name="query">The query with its question mark, or empty. Parameters it does not know are left alone.</param>
    public static (View View, string? Problem) Read(string query)
    {
        var request = new ViewRequest();
        var filters = new List<string>();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) =
                equals < 0 ? (part, "") : (part[..equals], Text(part[(equals + 1)..]));
            switch (name)
            {
                case "window"
                    when int.TryParse(
                        value,
                        NumberStyles.AllowLeadingSign,
                        CultureInfo.InvariantCulture,
                        out var seconds
                    ):
                    request = request with { Window = seconds };
                    break;
                case "window":
                    return (
                        View.Default,
                        LiveTexts.WrongWindow(value, string.Join(", ", View.Windows))
                    );
                case "split":
                    request = request with { Split = value };
                    break;
                case "filter":
                    filters.Add(value);
                    break;
            }
        }

        return View.TryCreate(
            request with
            {
                Filters = [.. filters],
            },
            out var view,
            out _,
            out var problem
        )
            ? (view, null)
            : (View.Default, problem);
    }

    /// <summary>The query that asks for a view; empty for the usual one.</summary>
    public static string Write(View view)
    {
        var query = new StringBuilder();
        if (view.Window != View.DefaultWindow)
        {
            Add(query, "window", view.Window.ToString(CultureInfo.InvariantCulture));
        }

        if (view.Split != View.Default.Split)
        {
            Add(query, "split", view.Request.Split);
        }

        foreach (var filter in view.Filters)
        {
            Add(query, "filter", filter.Text);
        }

        return query.ToString();
    }

    private static void Add(StringBuilder query, string name, string value) =>
        // Colons, slashes and stars may stand in a query as they are, and are easier to read.
        query
            .Append(query.Length == 0 ? '?' : '&')
            .Append(name)
            .Append('=')
            .Append(
                Uri.EscapeDataString(value)
                    .Replace("%3A", ":")
                    .Replace("%2F", "/")
                    .Replace("%2A", "*")
            );

    private static string Text(string value) => Uri.UnescapeDataString(value.Replace('+', ' '));
}
