using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Server.History;

/// <summary>
/// Folds what is stored into a picture of the past: of a query's buckets and of as many before them. Users and sessions are not stored and
/// are 0; with a filter, so are the errors.
/// </summary>
internal sealed class HistoryReader(CountStore store, HistoryQuery query)
{
    // A few hours at a time, so that storing waits for a moment only.
    private const int RowsAtATime = 240;

    private readonly Bucket[] _buckets =
    [
        .. Enumerable.Range(0, 2 * query.Buckets).Select(_ => new Bucket()),
    ];
    private readonly Dictionary<int, bool> _passes = [];

    private long Before => query.Start - query.Buckets * query.Step;

    private long SourceStep =>
        query.Source switch
        {
            StoredStep.Second => 1000,
            StoredStep.Minute => 60_000,
            _ => 3600_000,
        };

    /// <summary>The picture.</summary>
    /// <param name="run">Names the server's run.</param>
    /// <param name="now">The moment in epoch milliseconds.</param>
    /// <param name="ingest">Where clicks come from now.</param>
    public Snapshot Read(string run, long now, IngestStatus ingest)
    {
        Fold();
        var gaps = store.Gaps(Before, query.End);
        var total = Totals(query.Buckets, gaps);
        var previous = Totals(0, gaps);
        var (sum, before) = (Sum(query.Buckets), Sum(0));
        var ids = Top(out var ranking);
        var open = (int)Math.Clamp((now - query.Start) / query.Step, 0, query.Buckets);
        return new Snapshot(
            run,
            Sequence: 0,
            now,
            new ViewRequest(
                (int)(query.Buckets * query.Step / 1000),
                query.Split.Name(),
                query.Top,
                query.Filters.Count == 0 ? null : [.. query.Filters.Select(filter => filter.Text)]
            ),
            query.Start,
            query.Step,
            open,
            Reach(gaps),
            Array.Exists(_buckets, bucket => bucket.IsApproximate),
            total,
            previous,
            Series(ids, total, previous),
            ranking,
            query.Filters.Count == 0 ? Statuses(sum, before) : [],
            [],
            Kpi(now, sum, before),
            [.. gaps.Where(gap => gap.To > query.Start).Select(Clipped)],
            [.. store.Marks(query.Start, query.End)],
            ingest
        );
    }

    private void Fold()
    {
        var (first, end) = (Before / SourceStep, query.End / SourceStep);
        for (var from = first; from < end; from += RowsAtATime)
        {
            foreach (var row in store.Read(query.Source, from, Math.Min(end, from + RowsAtATime)))
            {
                Add(row, _buckets[(row.Index * SourceStep - Before) / query.Step]);
            }
        }
    }

    private void Add(Bucket row, Bucket sum)
    {
        var passed = 0L;
        foreach (ref readonly var entry in row.Counts.Entries)
        {
            if (CountTable.Is(entry.Key, query.Split) && Passes(CountTable.Id(entry.Key)))
            {
                sum.Counts.Add(entry.Key, entry.Count);
                passed += entry.Count;
            }
        }

        sum.IsApproximate |= row.IsApproximate;
        if (query.Filters.Count > 0)
        {
            sum.Total += passed;
            return;
        }

        sum.Total += row.Total;
        sum.Statuses.Add(row.Statuses);
        sum.Late += row.Late;
        sum.Retimed += row.Retimed;
        sum.Dropped += row.Dropped;
    }

    private bool Passes(int id)
    {
        if (query.Filters.Count == 0)
        {
            return true;
        }

        if (!_passes.TryGetValue(id, out var passes))
        {
            var name = store.Name(query.Split, id);
            _passes[id] = passes = query.Filters.Any(filter => filter.Matches(name));
        }

        return passes;
    }

    private long?[] Totals(int first, IReadOnlyList<Gap> gaps)
    {
        var totals = new long?[query.Buckets];
        for (var i = 0; i < totals.Length; i++)
        {
            var from = Before + (first + i) * query.Step;
            var total = _buckets[first + i].Total;
            totals[i] =
                total == 0 && gaps.Any(gap => gap.From <= from && gap.To >= from + query.Step)
                    ? null
                    : total;
        }

        return totals;
    }

    private int[] Top(out RankedValue[] ranking)
    {
        var (now, before) = (Sums(query.Buckets), Sums(0));
        var top = now.Select(one => (one.Key, one.Value, Name: store.Name(query.Split, one.Key)))
            .Where(one => one.Value > 0)
            .OrderByDescending(one => one.Value)
            .ThenBy(one => one.Name, StringComparer.Ordinal)
            .Take(query.Top)
            .ToArray();
        ranking = Array.ConvertAll(
            top,
            one => new RankedValue(one.Name, one.Value, before.GetValueOrDefault(one.Key))
        );
        return Array.ConvertAll(top, one => one.Key);
    }

    private Dictionary<int, long> Sums(int first)
    {
        var sums = new Dictionary<int, long>();
        foreach (var bucket in _buckets.AsSpan(first, query.Buckets))
        {
            foreach (ref readonly var entry in bucket.Counts.Entries)
            {
                if (entry.Key != 0)
                {
                    var id = CountTable.Id(entry.Key);
                    sums[id] = sums.GetValueOrDefault(id) + entry.Count;
                }
            }
        }

        return sums;
    }

    private Series[] Series(int[] ids, long?[] total, long?[] previous) =>
        [
            .. ids.Select(id => new Series(
                    store.Name(query.Split, id),
                    Counts(id, query.Buckets, total),
                    Counts(id, 0, previous)
                ))
                .OrderBy(series => series.Name, StringComparer.Ordinal),
        ];

    private long?[] Counts(int id, int first, long?[] total)
    {
        var key = CountTable.Key(query.Split, id);
        var counts = new long?[total.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = total[i] is null ? null : _buckets[first + i].Counts.Get(key);
        }

        return counts;
    }

    private static RankedValue[] Statuses(Bucket now, Bucket before)
    {
        return
        [
            .. StatusClasses
                .Names.Select(
                    (name, i) => new RankedValue(name, now.Statuses[i], before.Statuses[i])
                )
                .Where(one => one.Count > 0 || one.Previous > 0),
        ];
    }

    private Kpi Kpi(long now, Bucket sum, Bucket before)
    {
        var seconds = Math.Max(1, (Math.Min(now, query.End) - query.Start) / 1000.0);
        var peak = _buckets.AsSpan(query.Buckets).ToArray().Index().MaxBy(one => one.Item.Total);
        return new Kpi(
            Math.Round(sum.Total / seconds, 2),
            Math.Round(before.Total * 1000.0 / (query.Buckets * query.Step), 2),
            peak.Item.Total * 1000 / query.Step,
            peak.Item.Total == 0 ? null : query.Start + peak.Index * query.Step,
            sum.Total,
            before.Total,
            ActiveUsers: 0,
            PreviousActiveUsers: null,
            WindowUsers: 0,
            PreviousWindowUsers: null,
            Sessions: 0,
            PreviousSessions: 0,
            sum.Statuses.Errors,
            before.Statuses.Errors,
            sum.Late,
            sum.Retimed,
            sum.Dropped,
            Delay: null,
            Delay99: null
        );
    }

    private Bucket Sum(int first)
    {
        var sum = new Bucket();
        foreach (var bucket in _buckets.AsSpan(first, query.Buckets))
        {
            sum.Total += bucket.Total;
            sum.Statuses.Add(bucket.Statuses);
            sum.Late += bucket.Late;
            sum.Retimed += bucket.Retimed;
            sum.Dropped += bucket.Dropped;
        }

        return sum;
    }

    private long Reach(IEnumerable<Gap> gaps) =>
        gaps.Where(gap => gap.From <= query.Start)
            .Select(gap => Math.Min(gap.To, query.End))
            .Append(Before)
            .Max();

    private Gap Clipped(Gap gap) =>
        gap with
        {
            From = Math.Max(gap.From, query.Start),
            To = Math.Min(gap.To, query.End),
        };
}
