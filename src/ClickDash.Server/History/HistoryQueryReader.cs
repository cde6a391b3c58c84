using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Hosting;
using ClickDash.Server.Settings;

namespace ClickDash.Server.History;

/// <summary>Reads a stretch of the past from a query string: <c>?from=2026-11-22&amp;step=3600&amp;zone=Australia/Melbourne</c>.</summary>
public static class HistoryQueryReader
{
    private const int GoodBuckets = 500;

    private static readonly string[] Parameters =
    [
        "from",
        "to",
        "step",
        "split",
        "top",
        "filter",
        "zone",
        "visitors",
        "content",
        "format",
    ];

    // What is chosen where no step is asked for, in seconds.
    private static readonly int[] GoodSteps = [1, 10, 60, 300, 900, 3600, 6 * 3600, 86_400];

    /// <summary>Reads a query; on failure <paramref name="problem"/> says which parameter is wrong, what was got and what is accepted.</summary>
    public static bool TryRead(
        IQueryCollection query,
        DateTimeOffset now,
        StoreSettings store,
        [NotNullWhen(true)] out HistoryQuery? history,
        out (string Parameter, string Text) problem
    )
    {
        history = null;
        if (
            !TryTake(query, out var texts, out problem)
            || !HistoryTimes.TryRead(texts, now, out var times, out problem)
            || !TryStep(texts, times, now, store.MinuteRetention, out var step, out problem)
            || !TryView(query, texts, out var view, out problem)
        )
        {
            return false;
        }

        var hasVisitors = texts.GetValueOrDefault("visitors") == "true";
        if (hasVisitors && (view.Filters.Count > 0 || step.Seconds % 900 != 0))
        {
            problem = (
                "visitors",
                "visitors are kept by the quarter of an hour and not by value: they take a step of whole quarters (a multiple of 900) and no filter."
            );
            return false;
        }

        var (from, to) = (times.From.ToUnixTimeMilliseconds(), times.To.ToUnixTimeMilliseconds());
        if (step.Edges(from, to, times.Zone, HistoryQuery.MaxBuckets) is not { } edges)
        {
            problem = (
                "step",
                $"step is {texts.GetValueOrDefault("step", $"{step.Seconds}")}, which makes {(to - from) / step.Seconds / 1000:0} steps; it takes one that makes up to {HistoryQuery.MaxBuckets}."
            );
            return false;
        }

        var found = new HistoryQuery(
            edges,
            step.Seconds * 1000,
            to,
            view.Split,
            view.Top,
            view.Filters
        )
        {
            IsCalendar = step.Unit != HistoryUnit.Second,
            HasVisitors = hasVisitors,
            Content = texts.GetValueOrDefault("content"),
            IsCsv = texts.GetValueOrDefault("format") == "csv",
        };
        var rows = RowPlan
            .Of(found, now.ToUnixTimeMilliseconds(), store.MinuteRetention, store.HourRetention)
            .Sum(range => range.To - range.From);
        if (rows > HistoryQuery.MaxRows)
        {
            problem = (
                "from",
                $"from {times.From:u} to {times.To:u} and as long before it, {rows} stored rows would be read; it takes a stretch of up to {HistoryQuery.MaxRows}."
            );
            return false;
        }

        history = found;
        return true;
    }

    private static bool TryTake(
        IQueryCollection query,
        out Dictionary<string, string> texts,
        out (string, string) problem
    )
    {
        texts = query.ToDictionary(one => one.Key, one => $"{one.Value}", StringComparer.Ordinal);
        if (QueryNames.Problem(query, Parameters) is { } wrong)
        {
            problem = wrong;
            return false;
        }

        problem = default;
        if (texts.GetValueOrDefault("format", "json") is not ("json" or "csv"))
        {
            problem = ("format", $"format is '{texts["format"]}'; it takes json or csv.");
            return false;
        }

        if (texts.GetValueOrDefault("visitors", "false") is not ("true" or "false"))
        {
            problem = ("visitors", $"visitors is '{texts["visitors"]}'; it takes true or false.");
            return false;
        }

        return true;
    }

    private static bool TryStep(
        Dictionary<string, string> texts,
        HistoryTimes times,
        DateTimeOffset now,
        TimeSpan minuteRetention,
        out HistoryStep step,
        out (string, string) problem
    )
    {
        problem = default;
        var seconds = (times.To - times.From).TotalSeconds;
        var least =
            times.From >= now.AddSeconds(-LiveWindow.LiveSeconds) ? 1
            : times.From >= now - minuteRetention ? 60
            : 3600;
        if (!texts.TryGetValue("step", out var text))
        {
            var good = Array.Find(GoodSteps, one => one >= least && seconds / one <= GoodBuckets);
            step = HistoryStep.Of(
                good > 0 ? good : (long)Math.Ceiling(seconds / GoodBuckets / 86_400) * 86_400
            );
            return true;
        }

        var takes = least switch
        {
            1 => "1, 10 or a multiple of 60 (seconds)",
            60 => "a multiple of 60 (seconds), since single seconds are kept for two hours",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"a multiple of 3600 (seconds), since minutes are kept for {minuteRetention.TotalDays:0.#} days"
            ),
        };
        var isRight =
            HistoryStep.TryParse(text, out var given)
            && given.Value.Seconds >= least
            && (
                given.Value.Seconds % (least == 1 ? 60 : least) == 0
                || given.Value.Seconds is 1 or 10
            );
        step = given ?? default;
        if (!isRight)
        {
            problem = (
                "step",
                $"step is '{text}'; here it takes {HistoryStep.Calendar} or {takes}."
            );
        }

        return isRight;
    }

    private static bool TryView(
        IQueryCollection query,
        Dictionary<string, string> texts,
        [NotNullWhen(true)] out View? view,
        out (string, string) problem
    )
    {
        (view, problem) = (null, default);
        string[] filters = query.TryGetValue("filter", out var given)
            ? [.. given.Select(one => $"{one}")]
            : [];
        var colon = filters is [var first, ..] ? first.IndexOf(':', StringComparison.Ordinal) : -1;
        var split = texts.GetValueOrDefault("split", colon > 0 ? filters[0][..colon] : "page");
        var top = View.DefaultTop;
        if (
            texts.TryGetValue("top", out var text)
            && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out top)
        )
        {
            problem = ("top", $"top is '{text}'; it takes a whole number.");
            return false;
        }

        if (
            !View.TryCreate(
                new ViewRequest(View.DefaultWindow, split, top, filters),
                out view,
                out var parameter,
                out var words
            )
        )
        {
            problem = (parameter, words);
            return false;
        }

        var dimension = view.Split;
        if (view.Filters.FirstOrDefault(filter => filter.Dimension != dimension) is { } other)
        {
            problem = (
                "filter",
                $"filter is '{other.Text}', but split is {dimension.Name()}; history takes one dimension, since the past is stored by one at a time."
            );
            return false;
        }

        return true;
    }
}
