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
            [],
            ranking,
            new Kpi(10, 12, Start + 4000, 588, 550, 1234, 1300, 3, 2, 0, 0),
            [],
            Reading
        );
    }

    public static Snapshot WithGap(this Snapshot picture, int from, int to, string reason)
    {
        var total = picture.Total.ToArray();
        Array.Clear(total, from, to - from);
        var gap = new Gap(picture.Start + from * 1000, picture.Start + to * 1000, reason);
        return picture with { Total = total, Gaps = [gap] };
    }

    public static Snapshot Empty() =>
        Picture() with
        {
            Total = [.. Enumerable.Repeat((long?)0, 60)],
            Ranking = [],
            Kpi = new Kpi(0, 0, null, 0, 0, 0, 0, 0, 0, 0, 0),
        };

    public static Frame Next(this Snapshot picture) =>
        picture.FrameTo(picture with { Sequence = picture.Sequence + 1 })!;
}
