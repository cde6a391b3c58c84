using System.Diagnostics.CodeAnalysis;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Wire;

/// <summary>
/// One value that a view lets pass, written <c>dimension:value</c>: <c>country:AU</c>, <c>page:/products/*</c> for all that
/// begin so (<c>\*</c> at the end is a star), <c>status:5xx</c> for a class.
/// </summary>
public sealed class ViewFilter
{
    private readonly string _value;
    private readonly bool _isPrefix;

    private ViewFilter(Dimension dimension, string text)
    {
        Dimension = dimension;
        Text = $"{dimension.Name()}:{text}";
        (_value, _isPrefix) = text switch
        {
            [>= '1' and <= '5', 'x', 'x'] when dimension == Dimension.Status => (text[..1], true),
            [.. var before, '\\', '*'] => ($"{before}*", false),
            [.. var before, '*'] => (before, true),
            _ => (text, false),
        };
    }

    /// <summary>The dimension it looks at.</summary>
    public Dimension Dimension { get; }

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>The one value that passes; null where all do that begin so.</summary>
    public string? Exact => _isPrefix ? null : _value;

    /// <summary>Whether a value passes.</summary>
    public bool Matches(string value) =>
        _isPrefix
            ? value.StartsWith(_value, StringComparison.Ordinal)
            : string.Equals(value, _value, StringComparison.Ordinal);

    /// <summary>Reads a filter; on failure <paramref name="problem"/> says what was got and what is accepted.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out ViewFilter? filter,
        out string problem
    )
    {
        (filter, problem) = (null, "");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || colon == text.Length - 1)
        {
            problem =
                $"filter is '{Short(text)}'; it takes dimension:value, for example country:AU.";
        }
        else if (!Dimensions.TryParse(text[..colon], out var dimension))
        {
            problem =
                $"filter is '{Short(text)}'; before the colon it takes {string.Join(", ", Dimensions.Names)}.";
        }
        else if (text.Length > Limits.PageBytes)
        {
            problem =
                $"filter '{Short(text)}' is {text.Length} characters long; it takes up to {Limits.PageBytes}.";
        }
        else if (dimension == Dimension.Status && !IsStatus(text[(colon + 1)..]))
        {
            problem =
                $"filter is '{Short(text)}'; a status is 100 to 599, a class such as 5xx, a prefix such as 40*, or (none).";
        }
        else
        {
            filter = new ViewFilter(dimension, text[(colon + 1)..]);
        }

        return filter is not null;
    }

    private static string Short(string text) => text.Length <= 80 ? text : $"{text[..80]}…";

    // By hand: a regular expression's library would come to each browser with the page.
    private static bool IsStatus(string value) =>
        value
            is "(none)"
                or "(other)"
                or "*"
                or [
                    >= '1'
                    and <= '5',
                    .. ['x', 'x']
                    or [(>= '0' and <= '9'), (>= '0' and <= '9')]
                    or ['*']
                    or [(>= '0' and <= '9'), '*']
                    or [(>= '0' and <= '9'), (>= '0' and <= '9'), '*'],
                ];
}
