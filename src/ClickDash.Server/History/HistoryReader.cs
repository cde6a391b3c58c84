using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Server.History;

/// <summary>
/// Makes a picture of the past: of a query's buckets and of as many before them. Sessions are not stored and
/// are 0; so are visitors unless they are asked for, and with a filter the errors.
/// </summary>
/// <param name="query">What is asked for.</param>
/// <param name="stored">What is stored.</param>
/// <param name="pending">What waits to be stored, of the same moment.</param>
internal sealed class HistoryReader(HistoryQuery query, StoreReader stored, PendingWrites pending)
{
    private readonly HistoryFold _fold = new(query, stored, pending);

    private Bucket[] Buckets => _fold.Buckets;

    /// <summary>The picture.</summary>
    /// <param name="run">Names the server's run.</param>
    /// <param name="now">The moment in epoch milliseconds.</param>
    /// <param name="plan">Which rows are read.</param>
    /// <param name="ingest">Where clicks come from now.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <exception cref="OperationCanceledException">The request is over.</exception>
    public Snapshot Read(
        string run,
        long now,
        IReadOnlyList<RowRange> plan,
        IngestStatus ingest,
        CancellationToken cancellation
    )
    {
        _fold.Run(plan, cancellation);
        var visitors = new HistoryVisitors(query, stored, pending);
        if (query.HasVisitors)
        {
            visitors.Run(cancellation);
        }

        var gaps = Gaps();
        var total = Totals(query.Buckets, gaps);
        var previous = Totals(0, gaps);
        var ids = Top(out var ranking);
        return new Snapshot(
            run,
            Sequence: 0,
            now,
            new ViewRequest(
                (int)Math.Min(int.MaxValue, query.Buckets * query.Step / 1000),
                query.Split.Name(),
                query.Top,
                query.Filters.Count == 0 ? null : [.. query.Filters.Select(filter => filter.Text)]
            ),
            query.Start,
            query.Step,
            Open(now),
            Reach(gaps),
            _fold.IsCoarse || Array.Exists(Buckets, bucket => bucket.IsApproximate),
            total,
            previous,
            Series(ids, total, previous),
            ranking,
            query.Filters.Count == 0 ? Statuses() : [],
            [],
            Kpi(now, visitors),
            [.. gaps.Where(gap => gap.To > query.Start).Select(Clipped)],
            [.. Marks()],
            ingest
        )
        {
            Starts = query.IsCalendar ? query.Edges[query.Buckets..^1] : null,
            Visitors = query.HasVisitors ? visitors.Counts : null,
        };
    }

    /// <summary>The gaps, those that wait included.</summary>
    private Gap[] Gaps() =>
        Gap.Joined(
            stored
                .Gaps(query.Before, query.End)
                .Concat(pending.Gaps.Where(gap => gap.To > query.Before && gap.From < query.End))
                .Where(gap => View.MayShow(query.Filters, gap.Topic))
        );

    private IEnumerable<Mark> Marks() =>
        stored
            .Marks(query.Start, query.End)
            .Where(mark => !pending.Marks.ContainsKey(mark.Id))
            .Concat(
                pending
                    .Marks.Values.OfType<Mark>()
                    .Where(mark => mark.At >= query.Start && mark.At < query.End)
            )
            .OrderBy(mark => mark.At);

    private int Open(long now)
    {
        var open = 0;
        while (open < query.Buckets && query.Edges[query.Buckets + open + 1] <= now)
        {
            open++;
        }

        return open;
    }

    private long?[] Totals(int first, IReadOnlyList<Gap> gaps)
    {
        var totals = new long?[query.Buckets];
        for (var i = 0; i < totals.Length; i++)
        {
            var (from, to) = (query.Edges[first + i], query.Edges[first + i + 1]);
            var total = Buckets[first + i].Total;
            totals[i] =
                _fold.IsUnknown(first + i)
                || total == 0 && gaps.Any(gap => gap.From <= from && gap.To >= to)
                    ? null
                    : total;
        }

        return totals;
    }

    private int[] Top(out RankedValue[] ranking)
    {
        var (now, before) = (Sums(query.Buckets), Sums(0));
        // Names are looked up for those alone that have as many clicks as the last of the top.
        var least = now
            .Values.Where(count => count > 0)
            .OrderDescending()
            .Skip(query.Top - 1)
            .FirstOrDefault(1);
        var top = now.Where(one => one.Value >= least)
            .Select(one => (one.Key, one.Value, Name: _fold.Name(one.Key)))
            .OrderByDescending(one => one.Value)
            .ThenBy(one => one.Name, StringComparer.Ordinal)
            .Take(query.Top)
            .ToArray();
        ranking = Array.ConvertAll(
            top,
            one => new RankedValue(one.Name, one.Value, before.GetValueOrDefault(one.Key))
            {
                Approximate = _fold.IsApproximate(one.Key),
            }
        );
        return Array.ConvertAll(top, one => one.Key);
    }

    private Dictionary<int, long> Sums(int first)
    {
        var sums = new Dictionary<int, long>();
        foreach (var bucket in Buckets.AsSpan(first, query.Buckets))
        {
            foreach (ref readonly var entry in bucket.Counts.Entries)
            {
                if (entry.Key != 0)
                {
                    var number = CountTable.Id(entry.Key);
                    sums[number] = sums.GetValueOrDefault(number) + entry.Count;
                }
            }
        }

        return sums;
    }

    private Series[] Series(int[] ids, long?[] total, long?[] previous) =>
        [
            .. ids.Select(id => new Series(
                    _fold.Name(id),
                    Counts(id, query.Buckets, total),
                    Counts(id, 0, previous)
                ))
                .OrderBy(series => series.Name, StringComparer.Ordinal),
        ];

    private long?[] Counts(int id, int first, long?[] total)
    {
        var key = _fold.Key(id);
        var counts = new long?[total.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = total[i] is null ? null : Buckets[first + i].Counts.Get(key);
        }

        return counts;
    }

    private RankedValue[] Statuses()
    {
        var (now, before) = (Sum(query.Buckets), Sum(0));
        return
        [
            .. StatusClasses
                .Names.Select(
                    (name, i) => new RankedValue(name, now.Statuses[i], before.Statuses[i])
                )
                .Where(one => one.Count > 0 || one.Previous > 0),
        ];
    }

    private Kpi Kpi(long now, HistoryVisitors visitors)
    {
        var (sum, before) = (Sum(query.Buckets), Sum(0));
        var seconds = Math.Max(1, (Math.Min(now, query.End) - query.Start) / 1000.0);
        var secondsBefore = Math.Max(1, (query.Start - query.Before) / 1000.0);
        var peak = Buckets.AsSpan(query.Buckets).ToArray().Index().MaxBy(one => one.Item.Total);
        return new Kpi(
            Math.Round(sum.Total / seconds, 2),
            Math.Round(before.Total / secondsBefore, 2),
            peak.Item.Total * 1000 / query.Step,
            peak.Item.Total == 0 ? null : query.Edges[query.Buckets + peak.Index],
            sum.Total,
            before.Total,
            ActiveUsers: 0,
            PreviousActiveUsers: null,
            WindowUsers: visitors.Window,
            PreviousWindowUsers: visitors.Before,
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
        foreach (var bucket in Buckets.AsSpan(first, query.Buckets))
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
            .Append(query.Before)
            .Max();

    private Gap Clipped(Gap gap) =>
        gap with
        {
            From = Math.Max(gap.From, query.Start),
            To = Math.Min(gap.To, query.End),
        };
}
