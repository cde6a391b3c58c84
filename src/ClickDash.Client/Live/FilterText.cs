using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>Filters as they are chosen by hand: one value at a time, again to take it away.</summary>
public static class FilterText
{
    /// <summary>The filter that lets one value pass and nothing else.</summary>
    public static string Of(Dimension dimension, string value) =>
        // A star at the end would mean all that begin so.
        $"{dimension.Name()}:{(value.EndsWith('*') ? value[..^1] + "\\*" : value)}";

    /// <summary>The value a filter names, as people read it.</summary>
    public static string Value(ViewFilter filter)
    {
        var value = filter.Text[(filter.Dimension.Name().Length + 1)..];
        return value.EndsWith("\\*", StringComparison.Ordinal) ? value[..^2] + "*" : value;
    }

    /// <summary>The view with a filter more, or without it where it has it; null where there are too many.</summary>
    public static View? Toggle(View view, string filter)
    {
        var texts = view.Request.Filters ?? [];
        return With(
            view,
            texts.Contains(filter, StringComparer.Ordinal)
                ? [.. texts.Where(text => text != filter)]
                : [.. texts, filter]
        );
    }

    /// <summary>The view with these filters; null where there are too many.</summary>
    public static View? With(View view, string[] filters) =>
        View.TryCreate(view.Request with { Filters = filters }, out var next, out _, out _)
            ? next
            : null;

    /// <summary>The same view split by another dimension.</summary>
    public static View Split(View view, string split) =>
        View.TryCreate(view.Request with { Split = split }, out var next, out _, out var problem)
            ? next
            : throw new ArgumentException(problem, nameof(split));
}
