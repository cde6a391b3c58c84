using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>Reads one view's picture out of the rings.</summary>
internal sealed class ViewReader
{
    private const int RateSeconds = 5;
    private const int ActiveSeconds = 300;

    private static readonly Comparer<(long Count, string Name)> ByRank = Comparer<(
        long Count,
        string Name
    )>.Create(
        (a, b) =>
            a.Count != b.Count ? a.Count.CompareTo(b.Count) : string.CompareOrdinal(b.Name, a.Name)
    );

    private readonly View _view;
    private readonly Rings _rings;
    private readonly ValueTable _values;
    private readonly TickFacts _facts;
    private readonly Stamp _stamp;
    private readonly Rollup _ring;
    private readonly long _first;
    private readonly long _last;

    /// <param name="view">Which picture.</param>
    /// <param name="rings">The counts of the clicks that pass its filters.</param>
    /// <param name="values">The values of its split.</param>
    /// <param name="facts">What else it shows.</param>
    public ViewReader(View view, Rings rings, ValueTable values, TickFacts facts)
    {
        (_view, _rings, _values, _facts, _stamp) = (view, rings, values, facts, facts.Stamp);
        _ring = rings.At(view.Step);
        _last = _stamp.Now / view.Step;
        _first = _last - view.Buckets + 1;
    }

    private long Start => _first * _view.Step;

    private long End => (_last + 1) * _view.Step;

    private long NowSecond => _stamp.Now / 1000;

    public Snapshot Take()
    {
        var gaps = Gaps();
        var (ids, ranking) = Ranking();
        var total = new long?[_view.Buckets];
        var isApproximate = false;
        for (var i = 0; i < total.Length; i++)
        {
            var bucket = _ring[_first + i];
            total[i] = bucket is null && IsWithin(gaps, i) ? null : bucket?.Total ?? 0;
            isApproximate |= bucket is { IsApproximate: true };
        }

        return new Snapshot(
            _stamp.Run,
            _stamp.Sequence,
            _stamp.Now,
            _view.Request,
            Start,
            _view.Step,
            Open(),
            Reach(),
            isApproximate,
            total,
            Series(ids, total),
            ranking,
            Kpi(total),
            gaps,
            _stamp.Ingest
        );
    }

    /// <summary>The first bucket whose end and the settling time after it are not over.</summary>
    private int Open() =>
        (int)
            Math.Clamp(
                (_stamp.Now - _facts.SettlingTime) / _view.Step - _first,
                0,
                _view.Buckets - 1
            );

    /// <summary>How far back all is known: to the beginning of the window before, or to the end of the last gap on the way there.</summary>
    private long Reach() =>
        _facts
            .Gaps.Where(gap => gap.From <= Start)
            .Select(gap => Math.Min(gap.To, End))
            .Append(Start - _view.Buckets * _view.Step)
            .Max();

    private Gap[] Gaps() =>
        [
            .. _facts
                .Gaps.Where(gap => gap.To > Start && gap.From < End)
                .Select(gap =>
                    gap with
                    {
                        From = Math.Max(gap.From, Start),
                        To = Math.Min(gap.To, End),
                    }
                )
                .OrderBy(gap => gap.From),
        ];

    private bool IsWithin(Gap[] gaps, int bucket)
    {
        var from = Start + bucket * _view.Step;
        return Array.Exists(gaps, gap => gap.From <= from && gap.To >= from + _view.Step);
    }

    private (int[] Ids, RankedValue[] Values) Ranking()
    {
        var sums = Sums(_first, _last);
        var top = new PriorityQueue<int, (long Count, string Name)>(ByRank);
        for (var id = 0; id < sums.Length; id++)
        {
            // The root of the heap is the last of those kept; names are only looked at to break ties.
            if (sums[id] > 0 && (top.Count < _view.Top || sums[id] >= Least(top)))
            {
                top.Enqueue(id, (sums[id], _values.Name(id)));
                if (top.Count > _view.Top)
                {
                    top.Dequeue();
                }
            }
        }

        var before = Sums(_first - _view.Buckets, _first - 1);
        var ids = new int[top.Count];
        var values = new RankedValue[top.Count];
        for (var i = values.Length - 1; i >= 0; i--)
        {
            top.TryDequeue(out ids[i], out var rank);
            values[i] = new RankedValue(rank.Name, rank.Count, before[ids[i]]);
        }

        return (ids, values);
    }

    private static long Least(PriorityQueue<int, (long Count, string Name)> top) =>
        top.TryPeek(out _, out var rank) ? rank.Count : 0;

    /// <summary>Sums by value of the split over a range of buckets.</summary>
    private long[] Sums(long from, long to)
    {
        var sums = new long[_values.Count];
        for (var index = from; index <= to; index++)
        {
            if (_ring[index]?.Counts is not { } table)
            {
                continue;
            }

            foreach (ref readonly var entry in table.Entries)
            {
                if (CountTable.Is(entry.Key, _view.Split))
                {
                    sums[CountTable.Id(entry.Key)] += entry.Count;
                }
            }
        }

        return sums;
    }

    /// <summary>The ranked values by bucket, in ordinal order of their names.</summary>
    private Series[] Series(int[] ids, long?[] total)
    {
        var series = Array.ConvertAll(ids, id => new Series(_values.Name(id), Counts(id, total)));
        Array.Sort(series, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return series;
    }

    private long?[] Counts(int id, long?[] total)
    {
        var key = CountTable.Key(_view.Split, id);
        var counts = new long?[total.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = total[i] is null ? null : _ring[_first + i]?.Counts.Get(key) ?? 0;
        }

        return counts;
    }

    private Kpi Kpi(long?[] total)
    {
        var (peak, peakAt) = Peak();
        var (errors, late, retimed) = (0L, 0L, 0L);
        for (var index = _first; index <= _last; index++)
        {
            if (_ring[index] is { } bucket)
            {
                errors += bucket.Errors;
                late += bucket.Late;
                retimed += bucket.Retimed;
            }
        }

        var previous = 0L;
        for (var index = _first - _view.Buckets; index < _first; index++)
        {
            previous += _ring[index]?.Total ?? 0;
        }

        return new Kpi(
            Rate(),
            peak,
            peakAt,
            total.Sum() ?? 0,
            previous,
            _rings.Users.Count(NowSecond - ActiveSeconds + 1, NowSecond),
            _rings.Users.Count(Start / 1000, NowSecond),
            errors,
            late,
            retimed,
            _facts.Dropped
        );
    }

    private double Rate()
    {
        var firstOpen = (_stamp.Now - _facts.SettlingTime) / 1000;
        var clicks = 0L;
        for (var second = firstOpen - RateSeconds; second < firstOpen; second++)
        {
            clicks += _rings.Seconds[second]?.Total ?? 0;
        }

        return (double)clicks / RateSeconds;
    }

    private (long Count, long? At) Peak()
    {
        var (peak, at) = (0L, (long?)null);
        for (var second = Start / 1000; second <= NowSecond; second++)
        {
            if (_rings.Seconds[second] is { } bucket && bucket.Total > peak)
            {
                (peak, at) = (bucket.Total, second * 1000);
            }
        }

        return (peak, at);
    }
}
