using System.Globalization;
using ClickDash.Core.Wire;
using ClickDash.Server.Hosting;

namespace ClickDash.Server.Feeds;

/// <summary>Reads a view from a query string: <c>?window=300&amp;split=page&amp;top=10&amp;filter=country:AU&amp;filter=page:/cart</c>.</summary>
public static class SnapshotQuery
{
    private static readonly string[] Parameters = ["window", "split", "top", "filter", "feed"];

    /// <summary>The view, or the parameter that is wrong and what is wrong with it.</summary>
    public static bool TryRead(
        IQueryCollection query,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out View? view,
        out string parameter,
        out string problem
    )
    {
        view = null;
        if (QueryNames.Problem(query, Parameters) is { } wrong)
        {
            (parameter, problem) = wrong;
            return false;
        }

        if (!TryNumber(query, "window", View.DefaultWindow, out var window, out problem))
        {
            parameter = "window";
            return false;
        }

        if (!TryNumber(query, "top", View.DefaultTop, out var top, out problem))
        {
            parameter = "top";
            return false;
        }

        if (!TryNumber(query, "feed", fallback: 0, out var feed, out problem))
        {
            parameter = "feed";
            return false;
        }

        var split = query.TryGetValue("split", out var text) ? $"{text}" : new ViewRequest().Split;
        return View.TryCreate(
            new ViewRequest(window, split, top, Filters(query), feed),
            out view,
            out parameter,
            out problem
        );
    }

    private static string[]? Filters(IQueryCollection query) =>
        query.TryGetValue("filter", out var filters)
            ? [.. filters.Select(filter => $"{filter}")]
            : null;

    private static bool TryNumber(
        IQueryCollection query,
        string name,
        int fallback,
        out int number,
        out string problem
    )
    {
        (number, problem) = (fallback, "");
        if (
            !query.TryGetValue(name, out var text)
            || int.TryParse(
                text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out number
            )
        )
        {
            return true;
        }

        problem = $"{name} is '{text}'; it takes a whole number.";
        return false;
    }
}
