using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Tests.Live;

/// <summary>A picture as a plain scan of all buckets gives it: what the sums and columns that follow the rings must equal.</summary>
internal sealed class ScannedPicture(View view, Rings rings, ValueNames names, TickFacts facts)
{
    private readonly Rollup _ring = view.Step == 1000 ? rings.Seconds : rings.TenSeconds!;
    private readonly long _last = facts.Stamp.Now / view.Step;

    private long First => _last - view.Buckets + 1;

    private long Before => First - view.Buckets;

    public void Check(Snapshot picture)
    {
        var (total, previous) = (Totals(First), Totals(Before));
        Same(picture.Total, total, "total");
        Same(picture.Previous, previous, "previous");
        var (now, before) = (Sums(_ring, First, _last), Sums(_ring, Before, First - 1));
        RankedValue[] ranking =
        [
            .. now.Where(value => value.Value > 0)
                .Select(value => new RankedValue(
                    names.Name(value.Key),
                    value.Value,
                    before.GetValueOrDefault(value.Key)
                ))
                .OrderByDescending(value => value.Count)
                .ThenBy(value => value.Name, StringComparer.Ordinal)
                .Take(view.Top),
        ];
        picture.Ranking.ShouldBe(ranking);
        picture
            .Series.Select(series => series.Name)
            .ShouldBe(ranking.Select(value => value.Name).Order(StringComparer.Ordinal));
        foreach (var series in picture.Series)
        {
            var id = Enumerable.Range(0, names.Count).First(id => names.Name(id) == series.Name);
            Same(series.Counts, Counts(id, First, total), series.Name);
            Same(series.Previous, Counts(id, Before, previous), series.Name);
        }

        picture.Approximate.ShouldBe(
            Buckets(_ring, First, _last).Any(bucket => bucket.IsApproximate)
                || now.GetValueOrDefault(ValueTable.Other) > 0
        );
        Statuses(picture);
        Numbers(picture.Kpi);
        picture.Movers.ShouldBe(Movers());
    }

    /// <summary>A dimension's sums over some buckets, by the values' numbers.</summary>
    public static Dictionary<int, long> Sums(
        Rollup ring,
        Dimension dimension,
        long from,
        long to
    ) => Sums([.. Buckets(ring, from, to)], dimension);

    private static Dictionary<int, long> Sums(Bucket[] buckets, Dimension dimension)
    {
        var sums = new Dictionary<int, long>();
        var (all, named) = (0L, 0L);
        foreach (var bucket in buckets)
        {
            all += bucket.Total;
            foreach (ref readonly var entry in bucket.Counts.Entries)
            {
                if (CountTable.Is(entry.Key, dimension))
                {
                    var id = CountTable.Id(entry.Key);
                    sums[id] = sums.GetValueOrDefault(id) + entry.Count;
                    named += entry.Count;
                }
            }
        }

        sums[ValueTable.None] = all - named;
        return sums;
    }

    private Dictionary<int, long> Sums(Rollup ring, long from, long to) =>
        Sums(ring, view.Split, from, to);

    private static IEnumerable<Bucket> Buckets(Rollup ring, long from, long to)
    {
        for (var index = from; index <= to; index++)
        {
            if (ring[index] is { } bucket)
            {
                yield return bucket;
            }
        }
    }

    private long?[] Totals(long first) =>
        [
            .. Enumerable
                .Range(0, view.Buckets)
                .Select(i => _ring[first + i]?.Total ?? (IsMissing(first + i) ? null : (long?)0)),
        ];

    private bool IsMissing(long index) =>
        facts.Gaps.Any(gap => gap.From <= index * view.Step && gap.To >= (index + 1) * view.Step);

    private long?[] Counts(int id, long first, long?[] total)
    {
        var counts = Array.ConvertAll(total, bucket => bucket is null ? (long?)null : 0);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] is not null && _ring[first + i] is { } bucket)
            {
                counts[i] = Sums([bucket], view.Split).GetValueOrDefault(id);
            }
        }

        return counts;
    }

    private static void Same(long?[] shown, long?[] expected, string name)
    {
        // Shouldly takes its time to compare long lists.
        if (!shown.AsSpan().SequenceEqual(expected))
        {
            shown.ShouldBe(expected, name);
        }
    }

    private void Statuses(Snapshot picture)
    {
        for (var i = 0; i < StatusClasses.Length; i++)
        {
            var (now, before) = (Of(First, _last), Of(Before, First - 1));
            var shown = picture.Statuses.FirstOrDefault(one => one.Name == StatusClasses.Names[i]);
            (shown?.Count ?? 0).ShouldBe(shown is null ? 0 : now);
            (shown is null).ShouldBe(now <= 0 && before <= 0);
            (shown?.Previous ?? before).ShouldBe(before);

            long Of(long from, long to) =>
                Buckets(_ring, from, to).Sum(bucket => bucket.Statuses[i]);
        }
    }

    private void Numbers(Kpi kpi)
    {
        var (now, before) = (Buckets(_ring, First, _last), Buckets(_ring, Before, First - 1));
        kpi.Total.ShouldBe(now.Sum(bucket => bucket.Total));
        kpi.PreviousTotal.ShouldBe(before.Sum(bucket => bucket.Total));
        kpi.Errors.ShouldBe(now.Sum(bucket => bucket.Statuses.Errors));
        kpi.PreviousErrors.ShouldBe(before.Sum(bucket => bucket.Statuses.Errors));
        kpi.Late.ShouldBe(now.Sum(bucket => bucket.Late));
        kpi.Retimed.ShouldBe(now.Sum(bucket => bucket.Retimed));
        var seconds = Buckets(rings.Seconds, First * view.Step / 1000, facts.Stamp.Now / 1000);
        var peak = seconds.Where(bucket => bucket.Total > 0).MaxBy(bucket => bucket.Total);
        kpi.PeakRate.ShouldBe(peak?.Total ?? 0);
        kpi.PeakAt.ShouldBe(peak?.Index * 1000);
    }

    private Mover[] Movers()
    {
        var open = (facts.Stamp.Now - facts.SettlingTime) / 1000;
        if (facts.Gaps.Any(gap => gap.From < open * 1000 && gap.To > (open - 65) * 1000))
        {
            return [];
        }

        var (recent, past) = (
            Sums(rings.Seconds, open - 5, open - 1),
            Sums(rings.Seconds, open - 65, open - 6)
        );
        double Usual(int id) => (double)past.GetValueOrDefault(id) / 12;
        double Change(int id) => recent.GetValueOrDefault(id) - Usual(id);
        double Score(int id) => Change(id) / Deviation(id, Usual(id), open - 65);
        var movement = Enumerable.Range(0, names.Count).Sum(id => Math.Abs(Change(id)));
        return
        [
            .. Enumerable
                .Range(0, names.Count)
                .Where(id => Math.Abs(Change(id)) >= 5)
                .OrderByDescending(id => Math.Abs(Change(id)))
                .Take(5)
                .Where(id => Math.Abs(Score(id)) >= 3)
                .Select(id => new Mover(
                    names.Name(id),
                    Math.Round(recent.GetValueOrDefault(id) / 5.0, 1),
                    Math.Round(Usual(id) / 5, 1),
                    Math.Round(Change(id) / movement, 2),
                    Math.Round(Score(id), 1)
                )),
        ];
    }

    private double Deviation(int id, double mean, long from)
    {
        var squares = Enumerable
            .Range(0, 12)
            .Select(i => from + i * 5)
            .Select(at => Sums(rings.Seconds, at, at + 4).GetValueOrDefault(id) - mean)
            .Sum(off => off * off);
        return Math.Sqrt(Math.Max(Math.Max(squares / 11, mean), 1));
    }
}
