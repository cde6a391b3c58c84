using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Server.History;

/// <summary>Reads the times of a query. Each problem names the parameter, what was got and what is accepted.</summary>
internal sealed class HistoryTimes
{
    // Wide of all that can be counted, and of what arithmetic on times can bear.
    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The spring of 1973 as milliseconds. What is less is a year, or seconds.
    private const long LeastMilliseconds = 100_000_000_000;

    private HistoryTimes(DateTimeOffset from, DateTimeOffset to, Zone zone) =>
        (From, To, Zone) = (from, to, zone);

    /// <summary>The beginning.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The end, which is left out.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Whose clock and calendar.</summary>
    public Zone Zone { get; }

    /// <summary>Reads <c>from</c>, <c>to</c> and <c>zone</c>.</summary>
    public static bool TryRead(
        IReadOnlyDictionary<string, string> texts,
        DateTimeOffset now,
        [NotNullWhen(true)] out HistoryTimes? times,
        out (string Parameter, string Text) problem
    )
    {
        times = null;
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
            || !TryTime(
                texts,
                "from",
                zone,
                Max(Earliest, to.AddDays(-1)),
                out var from,
                out problem
            )
        )
        {
            return false;
        }

        if (from >= to)
        {
            problem = ("from", $"from is {from:u}, which is not before to, {to:u}.");
            return false;
        }

        times = new HistoryTimes(from, to, zone);
        return true;
    }

    private static bool TryTime(
        IReadOnlyDictionary<string, string> texts,
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

        if (!TryParse(text, zone, out time))
        {
            problem = (
                name,
                $"{name} is '{text}'; it takes a time such as 2026-11-22T09:00:00Z, or milliseconds since 1970 such as 1795165200000."
            );
            return false;
        }

        if (time < Earliest || time > Latest)
        {
            problem = (name, $"{name} is '{text}'; it takes a time from 1970-01-01 to 2100-01-01.");
            return false;
        }

        return true;
    }

    private static bool TryParse(string text, Zone zone, out DateTimeOffset time)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
        {
            if (epoch < LeastMilliseconds)
            {
                time = default;
                return false;
            }

            // Beyond the range in any case, and not more than a time can be.
            time = DateTimeOffset.FromUnixTimeMilliseconds(
                Math.Min(epoch, Latest.ToUnixTimeMilliseconds() + 1)
            );
            return true;
        }

        if (
            !DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out time
            )
        )
        {
            return false;
        }

        // A time without a zone is of the one asked for; what is out of range is said to be so, and not turned.
        if (
            time >= Earliest
            && time <= Latest
            && DateTime.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out var local
            )
            && local.Kind == DateTimeKind.Unspecified
        )
        {
            time = DateTimeOffset.FromUnixTimeMilliseconds(
                zone.ToUtc(time.ToUnixTimeMilliseconds())
            );
        }

        return true;
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
