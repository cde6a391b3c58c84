using ClickDash.Scenes.Windows;

namespace ClickDash.Scenes.Tests.Windows;

/// <summary>A click of the reference; times in milliseconds.</summary>
internal sealed record Sent(long Time, long Arrived, int User);

/// <summary>
/// The reference: what windows must hold, worked out from the whole list, as slowly and as plainly as can be. Each click
/// knows the watermark of those before it; nothing is ever forgotten.
/// </summary>
internal sealed class OfflineWindows(IReadOnlyList<Sent> clicks, long? delay)
{
    // Of each click: the newest time of those before it.
    private readonly long[] _newestBefore =
    [
        .. clicks.Select(
            (_, i) => clicks.Take(i).Select(one => one.Time).DefaultIfEmpty(long.MinValue).Max()
        ),
    ];

    /// <summary>Windows of a length that begin a hop apart, with what each took, took late and missed.</summary>
    public WindowCount[] Sliding(long length, long hop)
    {
        if (clicks.Count == 0)
        {
            return [];
        }

        var first = (clicks.Min(click => click.Time) / hop - length / hop - 1) * hop;
        var last = clicks.Max(click => click.Time);
        return
        [
            .. Starts(first, last, hop)
                .Select(start => Window(start, start + length))
                .Where(window => window.Count + window.Missed > 0),
        ];
    }

    /// <summary>How many clicks got into none of their windows, and how many into some only.</summary>
    public (int None, int Some) Lost(long length, long hop)
    {
        var (none, some) = (0, 0);
        for (var i = 0; i < clicks.Count; i++)
        {
            var time = clicks[i].Time;
            var ends = Starts((time / hop - length / hop - 1) * hop, time, hop)
                .Where(start => time < start + length)
                .Select(start => IsOver(start + length, i))
                .ToArray();
            none += ends.All(over => over) ? 1 : 0;
            some += ends.Any(over => over) && !ends.All(over => over) ? 1 : 0;
        }

        return (none, some);
    }

    /// <summary>A visitor's sessions: every click joins what it touches of those not yet over.</summary>
    public (WindowCount[] Sessions, int Dropped) Sessions(int user, long gap)
    {
        var sessions = new List<WindowCount>();
        var dropped = 0;
        for (var i = 0; i < clicks.Count; i++)
        {
            var (time, arrived) = (clicks[i].Time, clicks[i].Arrived);
            if (clicks[i].User != user)
            {
                continue;
            }

            if (IsOver(time + gap, i))
            {
                dropped++;
                continue;
            }

            // One click may close the space between two sessions; touching is enough.
            var joined = sessions
                .Where(session =>
                    !IsOver(session.End, i) && session.Start <= time + gap && time <= session.End
                )
                .ToArray();
            sessions = [.. sessions.Except(joined)];
            sessions.Add(
                new WindowCount(
                    joined.Select(session => session.Start).Append(time).Min(),
                    joined.Select(session => session.End).Append(time + gap).Max(),
                    joined.Sum(session => session.Count) + 1,
                    joined.Sum(session => session.Late) + (arrived >= time + gap ? 1 : 0),
                    0
                )
            );
        }

        return ([.. sessions.OrderBy(session => session.Start)], dropped);
    }

    private WindowCount Window(long start, long end)
    {
        var inside = Enumerable
            .Range(0, clicks.Count)
            .Where(i => clicks[i].Time >= start && clicks[i].Time < end)
            .ToArray();
        var taken = inside.Where(i => !IsOver(end, i)).ToArray();
        return new WindowCount(
            start,
            end,
            taken.Length,
            taken.Count(i => clicks[i].Arrived >= end),
            inside.Length - taken.Length
        );
    }

    /// <summary>Whether the clicks before the i-th have moved the watermark to a window's end.</summary>
    private bool IsOver(long end, int i) =>
        delay is { } wait && i > 0 && end <= _newestBefore[i] - wait;

    private static IEnumerable<long> Starts(long first, long last, long hop)
    {
        for (var start = first; start <= last; start += hop)
        {
            yield return start;
        }
    }
}
