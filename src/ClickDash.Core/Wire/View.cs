using System.Diagnostics.CodeAnalysis;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Wire;

/// <summary>A checked and normalised <see cref="ViewRequest"/>: equal ones are computed once for all who watch them.</summary>
public sealed class View : IEquatable<View>
{
    public const int DefaultWindow = 60;
    public const int DefaultTop = 10;

    /// <summary>A page can scroll no further; a thousand rows are 60 KB a frame.</summary>
    public const int MostValues = 1000;

    /// <summary>As many clicks as fill a screen; each is 80 bytes once a second.</summary>
    public const int MostFeed = 50;

    /// <summary>More than anybody clicks together; each is looked at for every value there is.</summary>
    public const int MostFilters = 50;

    private View(ViewRequest request, Dimension split, IReadOnlyList<ViewFilter> filters)
    {
        Request = request;
        Split = split;
        Filters = filters;
    }

    /// <summary>The windows there are, in seconds.</summary>
    public static IReadOnlyList<int> Windows { get; } = [60, 300, 900, 3600];

    /// <summary>What a viewer sees who asks for nothing: the last minute by page.</summary>
    public static View Default { get; } = new(new ViewRequest(), Dimension.Page, []);

    /// <summary>The request that asks for this view.</summary>
    public ViewRequest Request { get; }

    /// <summary>Seconds up to now.</summary>
    public int Window => Request.Window;

    /// <summary>The dimension that is ranked and drawn apart.</summary>
    public Dimension Split { get; }

    /// <summary>How many of its values.</summary>
    public int Top => Request.Top;

    /// <summary>How many of the newest clicks come along.</summary>
    public int Feed => Request.Feed;

    /// <summary>The values that pass; empty where all do.</summary>
    public IReadOnlyList<ViewFilter> Filters { get; }

    /// <summary>The length of a bucket in milliseconds: a second, or ten for an hour.</summary>
    public long Step => Window <= 900 ? 1000 : 10_000;

    /// <summary>How many buckets the window has.</summary>
    public int Buckets => (int)(Window * 1000L / Step);

    /// <summary>Whether it may have clicks of a topic: not where its filters leave that out.</summary>
    /// <param name="topic">The topic's name; null for any.</param>
    public bool MayShow(string? topic) => MayShow(Filters, topic);

    /// <summary>The same of some filters.</summary>
    public static bool MayShow(IReadOnlyList<ViewFilter> filters, string? topic)
    {
        var sources = filters.Where(filter => filter.Dimension == Dimension.Source);
        return topic is null || !sources.Any() || sources.Any(filter => filter.Matches(topic));
    }

    /// <summary>
    /// Checks a request. On failure <paramref name="parameter"/> names what is wrong and <paramref name="problem"/> says
    /// what was got and what is accepted.
    /// </summary>
    public static bool TryCreate(
        ViewRequest request,
        [NotNullWhen(true)] out View? view,
        out string parameter,
        out string problem
    )
    {
        view = null;
        if (!Windows.Contains(request.Window))
        {
            parameter = "window";
            problem =
                $"window is {request.Window}; it takes {string.Join(", ", Windows)} (seconds).";
            return false;
        }

        if (!Dimensions.TryParse(request.Split, out var split))
        {
            parameter = "split";
            problem =
                $"split is '{request.Split}'; it takes {string.Join(", ", Dimensions.Names)}.";
            return false;
        }

        if (request.Top is < 1 or > MostValues)
        {
            parameter = "top";
            problem = $"top is {request.Top}; it takes 1 to {MostValues}.";
            return false;
        }

        if (request.Feed is < 0 or > MostFeed)
        {
            parameter = "feed";
            problem = $"feed is {request.Feed}; it takes 0 to {MostFeed}.";
            return false;
        }

        parameter = "filter";
        if (!TryFilters(request.Filters ?? [], out var filters, out problem))
        {
            return false;
        }

        string[]? texts = filters.Count == 0 ? null : [.. filters.Select(filter => filter.Text)];
        view = new View(request with { Filters = texts }, split, filters);
        return true;
    }

    /// <summary>The same view of another of the <see cref="Windows"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window.</exception>
    public View Over(int window) =>
        Windows.Contains(window)
            ? new View(Request with { Window = window }, Split, Filters)
            : throw new ArgumentOutOfRangeException(
                nameof(window),
                window,
                "There is no such window."
            );

    /// <summary>The same view with so many of the newest clicks, up to <see cref="MostFeed"/>.</summary>
    public View WithFeed(int feed) =>
        new(Request with { Feed = Math.Clamp(feed, 0, MostFeed) }, Split, Filters);

    public bool Equals(View? other) => other is not null && Request.Equals(other.Request);

    public override bool Equals(object? obj) => Equals(obj as View);

    public override int GetHashCode() => Request.GetHashCode();

    private static bool TryFilters(string[] texts, out List<ViewFilter> filters, out string problem)
    {
        (filters, problem) = ([], "");
        if (texts.Length > MostFilters)
        {
            problem =
                $"filter is given {texts.Length} times; it takes up to {MostFilters} values in all.";
            return false;
        }

        foreach (var text in texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!ViewFilter.TryParse(text, out var filter, out problem))
            {
                return false;
            }

            filters.Add(filter);
        }

        return true;
    }
}
