using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Server.History;

/// <summary>The length of a bucket: seconds, or days, weeks (from Monday) and months as a zone's calendar has them.</summary>
/// <param name="Seconds">Its length in seconds; of a calendar's, the usual one.</param>
/// <param name="Unit">What it is made of.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HistoryStep(long Seconds, HistoryUnit Unit)
{
    private const long Day = 86_400;

    /// <summary>What is accepted, for sentences.</summary>
    public const string Calendar = "day, week, month";

    /// <summary>Reads a step: a number of seconds, of which whole days are the calendar's, or a calendar's word.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HistoryStep? step)
    {
        step = text switch
        {
            "day" => new HistoryStep(Day, HistoryUnit.Day),
            "week" => new HistoryStep(7 * Day, HistoryUnit.Week),
            "month" => new HistoryStep(30 * Day, HistoryUnit.Month),
            _ => int.TryParse(
                text,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var seconds
            )
            && seconds > 0
                ? Of(seconds)
                : null,
        };
        return step is not null;
    }

    /// <summary>A step of seconds.</summary>
    public static HistoryStep Of(long seconds) =>
        new(seconds, seconds % Day == 0 ? HistoryUnit.Day : HistoryUnit.Second);

    /// <summary>Where buckets begin that hold a stretch of time, and as many before it; and the end of the last one.</summary>
    /// <param name="from">The stretch's beginning, in epoch milliseconds: the first bucket holds it.</param>
    /// <param name="to">Its end.</param>
    /// <param name="zone">Whose clock and calendar.</param>
    /// <param name="most">How many buckets the stretch may have.</param>
    /// <returns>Epoch milliseconds; null where it would have more.</returns>
    public long[]? Edges(long from, long to, Zone zone, int most)
    {
        var starts = new List<long> { Edge(from, 0, zone) };
        for (var at = 1; starts[^1] < to; at++)
        {
            if (starts.Count > most)
            {
                return null;
            }

            // A day that a zone's clocks left out begins where the next one does, and is none: Samoa's 30 December 2011.
            if (Edge(from, at, zone) is var edge && edge > starts[^1])
            {
                starts.Add(edge);
            }
        }

        var before = new Stack<long>();
        for (var at = -1; before.Count < starts.Count - 1; at--)
        {
            if (Edge(from, at, zone) is var edge && edge < before.FirstOrDefault(starts[0]))
            {
                before.Push(edge);
            }
        }

        return [.. before, .. starts];
    }

    /// <summary>The beginning of a bucket, counted from the one that holds a moment.</summary>
    private long Edge(long from, int at, Zone zone)
    {
        if (Unit == HistoryUnit.Second)
        {
            var (length, offset) = (Seconds * 1000, zone.OffsetAt(from));
            return Math.DivRem(from + offset, length, out var rest) * length
                - (rest < 0 ? length : 0)
                - offset
                + at * length;
        }

        var day = DateOnly.FromDateTime(
            DateTime.UnixEpoch.AddMilliseconds(from + zone.OffsetAt(from))
        );
        return zone.StartOf(
            Unit switch
            {
                HistoryUnit.Day => day.AddDays((int)(Seconds / Day) * at),
                HistoryUnit.Week => day.AddDays(7 * at - ((int)day.DayOfWeek + 6) % 7),
                _ => day.AddDays(1 - day.Day).AddMonths(at),
            }
        );
    }
}

/// <summary>What a step is made of.</summary>
public enum HistoryUnit
{
    /// <summary>Seconds.</summary>
    Second,

    /// <summary>Days of the calendar.</summary>
    Day,

    /// <summary>Weeks, which begin on Monday.</summary>
    Week,

    /// <summary>Months.</summary>
    Month,
}
