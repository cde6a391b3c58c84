using ClickDash.Client.Browser;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests;

/// <summary>Pictures to test with: a minute of ten clicks a second, of which the last two seconds are open.</summary>
internal static class A
{
    /// <summary>2026-01-01 12:00:00 UTC.</summary>
    public const long Start = 1_767_268_800_000;

    public static readonly IngestStatus Reading = new(
        IngestState.Reading,
        "",
        Demo: false,
        "kafka:9092",
        "clicks"
    );

    public static readonly Surroundings Berlin = new(
        Look.Default,
        new Locale(",", ".", [3], Hour12: false, Offset: 60)
    );

    public static Snapshot Picture(params RankedValue[] ranking)
    {
        var total = Enumerable.Repeat((long?)10, 60).ToArray();
        (total[58], total[59]) = (7, 1);
        ranking = ranking.Length > 0 ? ranking : [new("/", 400, 350), new("/cart", 188, 200)];
        return new Snapshot(
            "run",
            7,
            Start + 59_500,
            new ViewRequest(),
            Start,
            1000,
            58,
            Start - 3_600_000,
            Approximate: false,
            total,
            [.. Enumerable.Repeat((long?)9, 60)],
            [],
            ranking,
            [new("2xx", 585, 549), new("4xx", 3, 1)],
            [],
            new Kpi(
                Rate: 10,
                RateBefore: 9,
                PeakRate: 12,
                PeakAt: Start + 4000,
                Total: 588,
                PreviousTotal: 550,
                ActiveUsers: 1234,
                PreviousActiveUsers: 1200,
                WindowUsers: 1300,
                PreviousWindowUsers: null,
                Sessions: 42,
                PreviousSessions: 40,
                Errors: 3,
                PreviousErrors: 1,
                Late: 2,
                Retimed: 0,
                Dropped: 0,
                Delay: 20,
                Delay99: 180,
                Lag: 7
            ),
            [],
            [],
            Reading
        );
    }

    /// <summary>A mark so many milliseconds after the picture's beginning.</summary>
    public static Mark Mark(long after, MarkKind kind, string text) =>
        new($"mark-{after}", Start + after, kind, text);

    public static Snapshot WithGap(this Snapshot picture, int from, int to, string reason)
    {
        var total = picture.Total.ToArray();
        Array.Clear(total, from, to - from);
        var gap = new Gap(picture.Start + from * 1000, picture.Start + to * 1000, reason);
        return picture with { Total = total, Gaps = [gap] };
    }

    /// <summary>A minute split by page: six clicks a second on one, three on another, the rest elsewhere.</summary>
    public static Snapshot Split()
    {
        static Series Of(string name, long count) =>
            new(
                name,
                [.. Enumerable.Repeat((long?)count, 58), 0, 0],
                [.. Enumerable.Repeat((long?)1, 60)]
            );
        return Picture() with { Series = [Of("/", 6), Of("/cart", 3)] };
    }

    /// <summary>What was read up to offset 100 of one partition.</summary>
    public static Totals Totals(long messages, long skipped) =>
        new(
            97,
            messages,
            0,
            0,
            0,
            new Dictionary<string, long>(),
            skipped,
            [new PartitionProgress("clicks", 0, 0, 100, 110, 10, skipped)]
        );

    public static Snapshot Of(this Snapshot picture, View view) =>
        picture with
        {
            View = view.Request,
        };

    public static Snapshot Empty() =>
        Picture() with
        {
            Total = [.. Enumerable.Repeat((long?)0, 60)],
            Ranking = [],
            Kpi = new Kpi(0, 0, 0, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null),
        };

    public static Frame Next(this Snapshot picture) =>
        picture.FrameTo(picture with { Sequence = picture.Sequence + 1 })!;
}
