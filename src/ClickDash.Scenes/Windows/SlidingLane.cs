namespace ClickDash.Scenes.Windows;

/// <summary>
/// Counts by windows of one length that begin a hop apart, aligned to the epoch: tumbling where hop and length are the same,
/// else hopping, and then a click is of several. A click that comes when one of its windows is finished is missed by that
/// window; windows are judged one by one, as Spark does (each row becomes one per window, then those behind the watermark
/// are dropped) and Flink (<c>WindowOperator</c> skips windows that are late).
/// </summary>
/// <param name="length">The windows' length in milliseconds.</param>
/// <param name="hop">How far apart they begin, in milliseconds.</param>
/// <param name="span">How long finished windows are kept, in milliseconds.</param>
internal sealed class SlidingLane(long length, long hop, long span)
{
    // At most (span + delay + length) / hop of them.
    private readonly SortedDictionary<long, WindowCount> _windows = [];

    /// <summary>Clicks that are counted in one window at least.</summary>
    public long Taken { get; private set; }

    /// <summary>Clicks of which a window was finished, but not all: tumbling windows have none.</summary>
    public long Partly { get; private set; }

    /// <summary>Clicks all of whose windows were finished.</summary>
    public long Missed { get; private set; }

    /// <summary>The windows that are kept, oldest first.</summary>
    public IEnumerable<WindowCount> Windows => _windows.Values;

    /// <summary>Counts a click in its windows.</summary>
    /// <param name="click">The click.</param>
    /// <param name="watermark">As it was before this click; null where nothing is ever late.</param>
    /// <returns>How many of its windows were finished.</returns>
    public int Add(in TimedClick click, Watermark? watermark)
    {
        var (missed, taken) = (0, 0);
        for (var start = FirstStart(click.Time); start <= click.Time; start += hop)
        {
            var isMissed = watermark?.HasPassed(start + length) == true;
            (missed, taken) = isMissed ? (missed + 1, taken) : (missed, taken + 1);
            Count(start, click, isMissed, watermark);
        }

        Taken += taken > 0 ? click.Weight : 0;
        Missed += taken == 0 ? click.Weight : 0;
        Partly += taken > 0 && missed > 0 ? click.Weight : 0;
        return missed;
    }

    /// <summary>Forgets windows that ended longer ago than the picture reaches.</summary>
    /// <param name="newest">The newest time there is, in epoch milliseconds.</param>
    public void Trim(long newest)
    {
        while (_windows.Count > 0 && _windows.First().Value.End <= newest - span)
        {
            _windows.Remove(_windows.First().Key);
        }
    }

    /// <summary>The beginning of the first window that holds a time: the largest multiple of the hop not above it is the last.</summary>
    private long FirstStart(long time)
    {
        var last = time - Modulo(time, hop);
        return last - (length - 1 - Modulo(time, hop)) / hop * hop;
    }

    private void Count(long start, in TimedClick click, bool isMissed, Watermark? watermark)
    {
        if (!_windows.TryGetValue(start, out var window))
        {
            // Beyond the picture: what it missed is in the sum alone.
            if (isMissed && start + length <= watermark?.Newest - span)
            {
                return;
            }

            window = new WindowCount(start, start + length, 0, 0, 0);
        }

        _windows[start] =
            isMissed ? window with { Missed = window.Missed + click.Weight }
            : click.Arrived >= window.End
                ? window with
                {
                    Count = window.Count + click.Weight,
                    Late = window.Late + click.Weight,
                }
            : window with { Count = window.Count + click.Weight };
    }

    private static long Modulo(long time, long by) => ((time % by) + by) % by;
}
