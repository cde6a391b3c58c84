using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Text;
using ClickDash.Core.Wire;
using ClickDash.Server.Live;

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
        "format",
    ];

    // What is chosen where no step is asked for, in seconds.
    private static readonly int[] GoodSteps = [1, 10, 60, 300, 900, 3600, 6 * 3600, 86_400];

    /// <summary>Reads a query; on failure <paramref name="problem"/> says which parameter is wrong, what was got and what is accepted.</summary>
    public static bool TryRead(
        IQueryCollection query,
        DateTimeOffset now,
        TimeSpan minuteRetention,
        [NotNullWhen(true)] out HistoryQuery? history,
        out (string Parameter, string Text) problem
    )
    {
        history = null;
        if (!TryTake(query, out var texts, out problem))
        {
            return false;
        }

        if (!Zone.TryParse(texts.GetValueOrDefault("zone", "Z"), out var zone))
        {
            problem = (
                "zone",
                $"zone is '{texts["zone"]}'; it takes an offset such as +10:00 or a name such as Australia/Melbourne."
            );
            return false;
        }

        if (
            !TryTime(texts, "to", zone, now, out var to, out problem)
            || !TryTime(texts, "from", zone, to.AddDays(-1), out var from, out problem)
        )
        {
            return false;
        }

        if (from >= to)
        {
            problem = ("from", $"from is {from:u}, which is not before to, {to:u}.");
            return false;
        }

        if (
            !TryStep(texts, from, to, now, minuteRetention, out var step, out problem)
            || !TryView(query, texts, out var view, out problem)
        )
        {
            return false;
        }

        var offset = zone.OffsetAt(from.ToUnixTimeMilliseconds());
        var length = step * 1000L;
        var start = Floor(from.ToUnixTimeMilliseconds() + offset, length) - offset;
        var buckets = (int)((to.ToUnixTimeMilliseconds() - start + length - 1) / length);
        var isWholeHours = step % 3600 == 0 && start % 3600_000 == 0;
        history = new HistoryQuery(
            start,
            length,
            buckets,
            step < 60 ? StoredStep.Second
                : isWholeHours ? StoredStep.Hour
                : StoredStep.Minute,
            view.Split,
            view.Top,
            view.Filters,
            texts.GetValueOrDefault("format") == "csv"
        );
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

        return true;
    }

    private static bool TryTime(
        Dictionary<string, string> texts,
        string name,
        Zone zone,
        DateTimeOffset fallback,
        out DateTimeOffset time,
        out (string, string) problem
    )
    {
        (time, problem) = (fallback, default);
        if (!texts.TryGetValue(name, out var text))
        {
            return true;
        }

        var isNumber = long.TryParse(
            text,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var epoch
        );
        if (isNumber && epoch < 10_000_000_000_000)
        {
            time = DateTimeOffset.FromUnixTimeMilliseconds(epoch);
            return true;
        }

        // A time without a zone is of the one asked for.
        if (
            !isNumber
            && DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out time
            )
        )
        {
            var hasZone =
                DateTime
                    .Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
                    .Kind != DateTimeKind.Unspecified;
            time = hasZone
                ? time
                : DateTimeOffset.FromUnixTimeMilliseconds(
                    zone.ToUtc(time.ToUnixTimeMilliseconds())
                );
            return true;
        }

        problem = (
            name,
            $"{name} is '{text}'; it takes a time such as 2026-11-22T09:00:00Z, or milliseconds since 1970."
        );
        return false;
    }

    private static bool TryStep(
        Dictionary<string, string> texts,
        DateTimeOffset from,
        DateTimeOffset to,
        DateTimeOffset now,
        TimeSpan minuteRetention,
        out int step,
        out (string, string) problem
    )
    {
        problem = default;
        var seconds = (to - from).TotalSeconds;
        var least =
            from >= now.AddSeconds(-Core.Live.LiveWindow.LiveSeconds) ? 1
            : from >= now - minuteRetention ? 60
            : 3600;
        if (!texts.TryGetValue("step", out var text))
        {
            var good = Array.Find(GoodSteps, one => one >= least && seconds / one <= GoodBuckets);
            step = good > 0 ? good : (int)Math.Ceiling(seconds / GoodBuckets / 86_400) * 86_400;
            return true;
        }

        var takes = least switch
        {
            1 => "1, 10 or a multiple of 60 (seconds)",
            60 => "a multiple of 60 (seconds), since single seconds are kept for two hours",
            _ =>
                $"a multiple of 3600 (seconds), since minutes are kept for {minuteRetention.TotalDays:0.#} days",
        };
        var isNumber = int.TryParse(
            text,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out step
        );
        if (
            !isNumber
            || step < least
            || (step % (least == 1 ? 60 : least) != 0 && step is not (1 or 10))
        )
        {
            problem = ("step", $"step is '{text}'; here it takes {takes}.");
            return false;
        }

        if (seconds / step > HistoryQuery.MostBuckets)
        {
            problem = (
                "step",
                $"step is {step}, which makes {seconds / step:0} steps; it takes one that makes up to {HistoryQuery.MostBuckets}."
            );
            return false;
        }

        return true;
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

    private static long Floor(long time, long step) => time - ((time % step) + step) % step;
}
