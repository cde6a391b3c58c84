using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// Folds the clicks that pass a view's filters into rings of its own, by scanning the log: first all of it, then what has
/// come since. It needs no lock, so that a new view costs the ingest thread nothing. Belongs to one thread at a time.
/// What passed once stays counted, also where its value is evicted later; a click whose value was not named when it came may
/// have been one of those asked for, and the picture says from when on that is known.
/// </summary>
public sealed class FilteredView
{
    private readonly ClickLog _log;
    private readonly View _view;
    private readonly FilterMatcher[] _matchers;
    private readonly TimeSpan _sessionGap;
    private readonly SecondTables _came = new();
    private Rings _rings = null!;
    private long _next;
    private long _reach;
    private long _unknownThrough;
    private long _now = long.MinValue / 2;
    private LogExtent _extent = LogExtent.Empty;
    private ValueNames? _splitNames;

    internal FilteredView(View view, ClickLog log, TimeSpan sessionGap)
    {
        (_view, _log, _sessionGap) = (view, log, sessionGap);
        _matchers =
        [
            .. view
                .Filters.GroupBy(filter => filter.Dimension)
                .Select(filters => new FilterMatcher(filters.Key, [.. filters])),
        ];
        Begin();
    }

    /// <summary>The view's whole picture, once what came since the last time is folded.</summary>
    public Snapshot Take(TickFacts facts) => Read(facts).ToSnapshot();

    /// <summary>The view's picture, once what came since the last time is folded. The first time scans the whole log.</summary>
    public Picture Read(TickFacts facts)
    {
        Use(facts.Names);
        Advance(facts);
        _rings.Users.Remember(facts.Stamp.Now / 1000);
        var exactSince = ExactSince(facts.Stamp.Now / 1000);
        var picture = Picture(facts, _reach);
        if (exactSince is { } since && (IsExact || picture.IsEmpty))
        {
            // What came before may be a part of the truth, or none of it, where single values are asked for.
            picture = Picture(facts, Math.Max(_reach, since));
        }

        return picture with
        {
            ExactSince = exactSince * 1000,
            IsApproximate = picture.IsApproximate || exactSince is not null,
            Feed =
                _view.Feed == 0
                    ? []
                    : FeedReader.Read(_log, facts.Feed, facts.Names, _matchers, _view.Feed),
        };
    }

    private bool IsExact => Array.TrueForAll(_matchers, matcher => matcher.IsExact);

    private Picture Picture(TickFacts facts, long reach)
    {
        var known =
            reach == 0
                ? facts
                : facts with
                {
                    Gaps = [new Gap(0, reach * 1000, "before_reach"), .. facts.Gaps],
                };
        return ViewReader.Read(_view, _rings, facts.Names[(int)_view.Split], known);
    }

    /// <summary>From which second on all clicks that pass are known; null where they are in all that is shown.</summary>
    private long? ExactSince(long now) =>
        _unknownThrough >= (now * 1000 / _view.Step - 2 * _view.Buckets + 1) * _view.Step / 1000
            ? _unknownThrough + 1
            : null;

    private void Use(IReadOnlyList<ValueNames> names)
    {
        foreach (var matcher in _matchers)
        {
            matcher.Use(names[(int)matcher.Dimension]);
        }

        var split = names[(int)_view.Split];
        if (_splitNames is { } earlier && split.EvictedSince(earlier) is { Count: > 0 } evicted)
        {
            _rings.Evict(_view.Split, evicted);
        }

        _splitNames = split;
    }

    private void Advance(TickFacts facts)
    {
        var log = facts.Log;
        // Where clicks that were missing are there, it is read anew.
        var isAnother =
            log.PastEnd != _extent.PastEnd || !ReferenceEquals(log.Absent, _extent.Absent);
        var wentBack = LiveWindow.WentBack(_now, facts.Stamp.Now);
        (_extent, _now) = (log, facts.Stamp.Now);
        if (isAnother || wentBack || _next < _log.Oldest(log))
        {
            Begin();
        }

        while (_next < log.End)
        {
            foreach (var part in _log.Parts(_next, log))
            {
                Fold(part, facts.Stamp.Now / 1000);
                if (!part.IsIntact)
                {
                    break;
                }

                Merge();
                _next = part.Next;
            }

            if (_next < log.End)
            {
                // Other clicks took a chunk: what was folded of it is not to be trusted.
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
        _next = _log.Oldest(_extent);
        _unknownThrough = long.MinValue / 2;
        // What is older than a click that was let go would be a part of the truth.
        var lost = _log.LostThrough(_extent, absence => _view.MayShow(absence.Topic));
        _reach = lost == long.MinValue ? 0 : lost + 1;
    }

    private void Fold(in ClickLog.Part part, long nowSecond)
    {
        var oldest = Math.Max(_reach, nowSecond - 2 * _view.Window - 10);
        for (var i = part.From; i < part.To; i++)
        {
            var second = part.Chunk.Seconds[i];
            if (second < oldest || second > nowSecond + LiveWindow.MostFutureSeconds)
            {
                continue;
            }

            var verdict = Judge(part, i);
            if (verdict == Verdict.Passes)
            {
                Fold(part, i, second);
            }
            else if (verdict == Verdict.Unknown)
            {
                _unknownThrough = Math.Max(_unknownThrough, second);
            }
        }
    }

    private Verdict Judge(in ClickLog.Part part, int at)
    {
        var verdict = Verdict.Passes;
        foreach (var matcher in _matchers)
        {
            var one = matcher.Judge(part.Chunk.Value(at, matcher.Dimension), part.NumberOf(at));
            if (one == Verdict.Fails)
            {
                return Verdict.Fails;
            }

            verdict = one == Verdict.Unknown ? one : verdict;
        }

        return verdict;
    }

    private void Fold(in ClickLog.Part part, int at, long second)
    {
        var chunk = part.Chunk;
        var bucket = _came.At(second);
        var weight = chunk.Weights[at];
        var status = chunk.Statuses[at];
        bucket.Total += weight;
        bucket.Statuses[status >> LoggedClick.ClassShift & LoggedClick.ClassMask] += weight;
        bucket.Late += (status & LoggedClick.Late) != 0 ? 1 : 0;
        bucket.Retimed += (status & LoggedClick.Retimed) != 0 ? 1 : 0;
        var id = _splitNames!.Read(chunk.Value(at, _view.Split), part.NumberOf(at));
        bucket.Counts.Add(_view.Split, id, weight);
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
