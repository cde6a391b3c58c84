using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// Folds the clicks that pass a view's filters into rings of its own, by scanning the log: first all of it, then what has
/// come since. It needs no lock, so that a new view costs the ingest thread nothing. Belongs to one thread at a time.
/// </summary>
public sealed class FilteredView
{
    private readonly ClickLog _log;
    private readonly ValueTable[] _values;
    private readonly View _view;
    private readonly FilterMatcher[] _matchers;
    private Rings _rings = null!;
    private long _next;
    private long _reach;

    internal FilteredView(View view, ClickLog log, ValueTable[] values)
    {
        (_view, _log, _values) = (view, log, values);
        _matchers =
        [
            .. view
                .Filters.GroupBy(filter => filter.Dimension)
                .Select(filters => new FilterMatcher(
                    filters.Key,
                    [.. filters],
                    values[(int)filters.Key]
                )),
        ];
        Begin();
    }

    /// <summary>The view's picture, once what came since the last time is folded. The first time scans the whole log.</summary>
    public Snapshot Take(TickFacts facts)
    {
        Advance(facts.Stamp.Now);
        var known =
            _reach == 0
                ? facts
                : facts with
                {
                    Gaps = [new Gap(0, _reach * 1000, "before_reach"), .. facts.Gaps],
                };
        return new ViewReader(_view, _rings, _values[(int)_view.Split], known).Take();
    }

    private void Advance(long now)
    {
        var end = _log.Count;
        if (_next < _log.Oldest)
        {
            Begin();
        }

        while (_next < end)
        {
            var (number, from) = (_next / ClickLog.ChunkSize, (int)(_next % ClickLog.ChunkSize));
            var to = (int)Math.Min(ClickLog.ChunkSize, end - number * ClickLog.ChunkSize);
            if (_log.At(number) is not { } chunk || !TryFold(chunk, number, from, to, now / 1000))
            {
                // New clicks took the chunk: what was folded of it is not to be trusted.
                Begin();
                continue;
            }

            _next = number * ClickLog.ChunkSize + to;
        }
    }

    private void Begin()
    {
        // Twice the window, for the one before it, and the future that clocks may be ahead by.
        var seconds = _view.Step == 1000 ? 2 * _view.Window : _view.Window;
        var tens = _view.Step == 1000 ? 1 : 2 * _view.Buckets + 6;
        _rings = new Rings(
            new Rollup(1, seconds + LiveWindow.MostFutureSeconds),
            new Rollup(10, tens)
        );
        _next = _log.Oldest;
        // What is older than a click that was let go would be a part of the truth.
        _reach = _log.LostThrough == long.MinValue ? 0 : _log.LostThrough + 1;
    }

    private bool TryFold(ClickLog.Chunk chunk, long number, int from, int to, long nowSecond)
    {
        var oldest = Math.Max(_reach, nowSecond - 2 * _view.Window - 10);
        for (var i = from; i < to; i++)
        {
            var second = chunk.Seconds[i];
            if (
                second >= oldest
                && second <= nowSecond + LiveWindow.MostFutureSeconds
                && Passes(chunk, i)
            )
            {
                Fold(chunk, i, second);
            }
        }

        // What was read was read before this look at the number.
        Interlocked.MemoryBarrier();
        return chunk.Number == number;
    }

    private bool Passes(ClickLog.Chunk chunk, int at)
    {
        foreach (var matcher in _matchers)
        {
            if (!matcher.Passes(Value(chunk, at, matcher.Dimension)))
            {
                return false;
            }
        }

        return true;
    }

    private void Fold(ClickLog.Chunk chunk, int at, long second)
    {
        var key = CountTable.Key(_view.Split, Value(chunk, at, _view.Split));
        Add(_rings.Seconds.At(second), chunk, at, key);
        if (_view.Step != 1000)
        {
            Add(_rings.TenSeconds.At(second), chunk, at, key);
        }

        if (chunk.Users[at] is not 0 and var user)
        {
            _rings.Users.See(user, second);
        }
    }

    private static void Add(Bucket? bucket, ClickLog.Chunk chunk, int at, int key)
    {
        if (bucket is null)
        {
            return;
        }

        var weight = chunk.Weights[at];
        var status = chunk.Statuses[at];
        bucket.Total += weight;
        bucket.Errors += (status & LoggedClick.Error) != 0 ? weight : 0;
        bucket.Late += (status & LoggedClick.Late) != 0 ? 1 : 0;
        bucket.Retimed += (status & LoggedClick.Retimed) != 0 ? 1 : 0;
        bucket.Counts.Add(key, weight);
    }

    private static int Value(ClickLog.Chunk chunk, int at, Dimension dimension) =>
        dimension switch
        {
            Dimension.Page => chunk.Pages[at],
            Dimension.Country => chunk.Countries[at],
            Dimension.Referrer => chunk.Referrers[at],
            Dimension.Device => chunk.Devices[at],
            Dimension.Status => chunk.Statuses[at] & LoggedClick.StatusMask,
            _ => chunk.Sources[at],
        };
}
