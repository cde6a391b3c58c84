using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>Reads one view's picture out of the rings.</summary>
internal sealed class ViewReader
{
    private static readonly Comparer<(long Count, string Name)> ByRank = Comparer<(
        long Count,
        string Name
    )>.Create(
        (a, b) =>
            a.Count != b.Count ? a.Count.CompareTo(b.Count) : string.CompareOrdinal(b.Name, a.Name)
    );

    private readonly View _view;
    private readonly ViewSpan _span;
    private readonly Rollup _ring;
    private readonly ValueNames _values;

    /// <param name="view">Which picture.</param>
    /// <param name="rings">The counts of the clicks that pass its filters.</param>
    /// <param name="values">The values of its split.</param>
    /// <param name="facts">What else it shows.</param>
    public ViewReader(View view, Rings rings, ValueNames values, TickFacts facts)
    {
        (_view, _values) = (view, values);
        _span = new ViewSpan(view, rings, facts);
        _ring = _span.Ring;
    }

    public Snapshot Take()
    {
        var (ids, ranking) = Ranking();
        var total = Totals(_span.First);
        var previous = Totals(_span.Before);
        var stamp = _span.Facts.Stamp;
        return new Snapshot(
            stamp.Run,
            stamp.Sequence,
            stamp.Now,
            _view.Request,
            _span.Start,
            _view.Step,
            _span.Open,
            _span.Reach,
            IsApproximate(),
            total,
            previous,
            Series(ids, total, previous),
            ranking,
            Statuses(),
            new MoverReader(_span, _values).Read(),
            new KpiReader(_span).Read(),
            _span.Gaps(),
            _span.Marks(),
            stamp.Ingest
        );
    }

    /// <summary>The clicks by bucket of the window that begins with a bucket; null where nothing could be counted.</summary>
    private long?[] Totals(long first)
    {
        var total = new long?[_view.Buckets];
        for (var i = 0; i < total.Length; i++)
        {
            var from = (first + i) * _view.Step;
            var bucket = _ring[first + i];
            total[i] =
                bucket is null && _span.IsMissing(from, from + _view.Step)
                    ? null
                    : bucket?.Total ?? 0;
        }

        return total;
    }

    private bool IsApproximate()
    {
        var unnamed = CountTable.Key(_view.Split, ValueTable.Other);
        for (var index = _span.First; index <= _span.Last; index++)
        {
            if (
                _ring[index] is { } bucket
                && (bucket.IsApproximate || bucket.Counts.Get(unnamed) > 0)
            )
            {
                return true;
            }
        }

        return false;
    }

    private (int[] Ids, RankedValue[] Values) Ranking()
    {
        using var sums = Sums(_span.First, _span.Last);
        using var before = Sums(_span.Before, _span.First - 1);
        var top = new PriorityQueue<int, (long Count, string Name)>(ByRank);
        var all = sums.All;
        for (var id = 0; id < all.Length; id++)
        {
            // The root of the heap is the last of those kept; names are only looked at to break ties.
            if (all[id] > 0 && (top.Count < _view.Top || all[id] >= Least(top)))
            {
                top.Enqueue(id, (all[id], _values.Name(id)));
                if (top.Count > _view.Top)
                {
                    top.Dequeue();
                }
            }
        }

        var ids = new int[top.Count];
        var values = new RankedValue[top.Count];
        for (var i = values.Length - 1; i >= 0; i--)
        {
            top.TryDequeue(out ids[i], out var rank);
            values[i] = new RankedValue(rank.Name, rank.Count, before.All[ids[i]]);
        }

        return (ids, values);
    }

    private static long Least(PriorityQueue<int, (long Count, string Name)> top) =>
        top.TryPeek(out _, out var rank) ? rank.Count : 0;

    private ValueSums Sums(long from, long to) => new(_ring, from, to, _view.Split, _values.Count);

    /// <summary>The ranked values by bucket, in ordinal order of their names.</summary>
    private Series[] Series(int[] ids, long?[] total, long?[] previous)
    {
        var series = Array.ConvertAll(
            ids,
            id => new Series(
                _values.Name(id),
                Counts(id, _span.First, total),
                Counts(id, _span.Before, previous)
            )
        );
        Array.Sort(series, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return series;
    }

    private long?[] Counts(int id, long first, long?[] total)
    {
        var key = CountTable.Key(_view.Split, id);
        var counts = new long?[total.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = total[i] is null ? null : _ring[first + i]?.Counts.Get(key) ?? 0;
        }

        return counts;
    }

    /// <summary>Clicks by class of status, in the order of the classes; those that neither window has are left out.</summary>
    private RankedValue[] Statuses()
    {
        var (now, before) = (new StatusClasses(), new StatusClasses());
        for (var i = 0; i < _view.Buckets; i++)
        {
            if (_ring[_span.First + i] is { } bucket)
            {
                now.Add(bucket.Statuses);
            }

            if (_ring[_span.Before + i] is { } earlier)
            {
                before.Add(earlier.Statuses);
            }
        }

        var statuses = new List<RankedValue>(StatusClasses.Length);
        for (var i = 0; i < StatusClasses.Length; i++)
        {
            if (now[i] > 0 || before[i] > 0)
            {
                statuses.Add(new RankedValue(StatusClasses.Names[i], now[i], before[i]));
            }
        }

        return [.. statuses];
    }
}
