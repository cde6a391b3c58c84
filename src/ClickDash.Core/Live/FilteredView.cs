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
    private readonly TimeSpan _sessionGap;
    private readonly SecondTables _came = new();
    private Rings _rings = null!;
    private long _next;
    private long _reach;
    private int _version;

    internal FilteredView(View view, ClickLog log, ValueTable[] values, TimeSpan sessionGap)
    {
        (_view, _log, _values, _sessionGap) = (view, log, values, sessionGap);
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

    /// <summary>The view's whole picture, once what came since the last time is folded.</summary>
    public Snapshot Take(TickFacts facts) => Read(facts).ToSnapshot();

    /// <summary>The view's picture, once what came since the last time is folded. The first time scans the whole log.</summary>
    public Picture Read(TickFacts facts)
    {
        Advance(facts.Stamp.Now);
        _rings.Users.Remember(facts.Stamp.Now / 1000);
        var known =
            _reach == 0
                ? facts
                : facts with
                {
                    Gaps = [new Gap(0, _reach * 1000, "before_reach"), .. facts.Gaps],
                };
        var picture = ViewReader.Read(_view, _rings, _values[(int)_view.Split], known);
        return _view.Feed == 0
            ? picture
            : picture.With(FeedReader.Read(_log, facts.FeedEnd, _values, _matchers, _view.Feed));
    }

    private void Advance(long now)
    {
        var end = _log.Count;
        if (_next < _log.Oldest || _version != _log.Version)
        {
            Begin();
        }

        while (_next < end)
        {
            foreach (var part in _log.Parts(_next, end))
            {
                Fold(part, now / 1000);
                if (!part.IsIntact)
                {
                    break;
                }

                Merge();
                _next = part.Next;
            }

            if (_next < end)
            {
                // New clicks took a chunk: what was folded of it is not to be trusted.
                Begin();
            }
        }
    }

    private void Begin()
    {
        // Twice the window, for the one before it, and the future that clocks may be ahead by.
        var seconds = _view.Step == 1000 ? 2 * _view.Window : _view.Window;
        _rings = new Rings(
            new Rollup(1, seconds + LiveWindow.MostFutureSeconds),
            _view.Step == 1000 ? null : new Rollup(10, 2 * _view.Buckets + 6),
            _sessionGap
        );
        _came.Clear();
        _version = _log.Version;
        _next = _log.Oldest;
        // What is older than a click that was let go would be a part of the truth.
        _reach = _log.LostThrough == long.MinValue ? 0 : _log.LostThrough + 1;
    }

    private void Fold(in ClickLog.Part part, long nowSecond)
    {
        var chunk = part.Chunk;
        var oldest = Math.Max(_reach, nowSecond - 2 * _view.Window - 10);
        for (var i = part.From; i < part.To; i++)
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
    }

    private bool Passes(ClickLog.Chunk chunk, int at)
    {
        foreach (var matcher in _matchers)
        {
            if (!matcher.Passes(chunk.Value(at, matcher.Dimension)))
            {
                return false;
            }
        }

        return true;
    }

    private void Fold(ClickLog.Chunk chunk, int at, long second)
    {
        var bucket = _came.At(second);
        var weight = chunk.Weights[at];
        var status = chunk.Statuses[at];
        bucket.Total += weight;
        bucket.Statuses[status >> LoggedClick.ClassShift & LoggedClick.ClassMask] += weight;
        bucket.Late += (status & LoggedClick.Late) != 0 ? 1 : 0;
        bucket.Retimed += (status & LoggedClick.Retimed) != 0 ? 1 : 0;
        if (chunk.Value(at, _view.Split) is not ValueTable.None and var id)
        {
            bucket.Counts.Add(CountTable.Key(_view.Split, id), weight);
        }

        if (chunk.Users[at] is not 0 and var user)
        {
            _rings.Users.See(user, second);
        }
    }

    private void Merge()
    {
        foreach (var bucket in _came.Buckets)
        {
            _rings.Merge(bucket.Index, bucket);
        }

        _came.Clear();
    }
}
