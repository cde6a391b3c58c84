using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

/// <summary>For any clicks in any order, the picture equals a plain recount of the same clicks.</summary>
public sealed class RecountTests
{
    private sealed record Sent(string Page, long At, long Delay, long Weight, string User);

    private static readonly Gen<Sent> AnyClick =
        from page in Gen.Int[0, 15]
        from at in Gen.Frequency((8, Gen.Long[-120_000, 0]), (1, Gen.Long[-7_200_000, 0]))
        from delay in Gen.Frequency(
            (8, Gen.Long[0, 3_000]),
            (1, Gen.Long[0, 700_000]),
            (1, Gen.Long[-12_000, 0])
        )
        from weight in Gen.Frequency((8, Gen.Const(1L)), (1, Gen.Long[0, 1000]))
        from user in Gen.Int[0, 30]
        select new Sent($"/{page}", at, delay, weight, $"u{user}");

    [Fact]
    public void Counts_equal_a_recount()
    {
        Gen.Select(
                AnyClick.Array[0, 300],
                Gen.OneOf(Gen.Const(60), Gen.Const(300), Gen.Const(900), Gen.Const(3600)),
                Gen.Int[1, 20],
                Gen.Int[1, 50]
            )
            .Sample(
                (clicks, window, top, ticks) =>
                {
                    var stream = new Stream();
                    for (var i = 0; i < clicks.Length; i++)
                    {
                        var click = clicks[i];
                        stream.Click(
                            click.Page,
                            click.At,
                            click.At + click.Delay,
                            click.User,
                            weight: click.Weight
                        );
                        if (i % ticks == 0)
                        {
                            stream.Live.Advance(Stream.Noon);
                        }
                    }

                    var picture = stream.At(0, window, top: top);
                    var counted = clicks.Where(click => click.Delay <= 600_000).ToList();
                    Check(picture, [.. counted.Select(click => (click, Time(click)))], top);
                    stream.Live.Intake.Counters.Clicks.ShouldBe(counted.Sum(click => click.Weight));
                    stream
                        .Live.Intake.Counters.Dropped(DropReason.TooLate)
                        .ShouldBe(clicks.Length - counted.Count);
                },
                iter: 300
            );
    }

    /// <summary>A click more than ten seconds ahead of its message has its message's time.</summary>
    private static long Time(Sent click) =>
        Stream.Noon + (click.Delay < -10_000 ? click.At + click.Delay : click.At);

    private static void Check(Snapshot picture, List<(Sent Click, long Time)> clicks, int top)
    {
        var window = picture.Total.Length * picture.Step;
        var shown = clicks
            .Where(one => one.Time >= picture.Start && one.Time < picture.Start + window)
            .ToList();
        var before = clicks
            .Where(one => one.Time >= picture.Start - window && one.Time < picture.Start)
            .ToList();

        for (var i = 0; i < picture.Total.Length; i++)
        {
            var from = picture.Start + i * picture.Step;
            picture
                .Total[i]
                .ShouldBe(shown.Where(one => In(one, from)).Sum(one => one.Click.Weight));
            picture
                .Previous[i]
                .ShouldBe(before.Where(one => In(one, from - window)).Sum(one => one.Click.Weight));
            foreach (var series in picture.Series)
            {
                series.Counts[i].ShouldBe(Of(shown.Where(one => In(one, from)), series.Name));
                series
                    .Previous[i]
                    .ShouldBe(Of(before.Where(one => In(one, from - window)), series.Name));
            }
        }

        picture.Ranking.ShouldBe(
            shown
                .GroupBy(one => one.Click.Page)
                .Select(page => new RankedValue(page.Key, Of(page, page.Key), Of(before, page.Key)))
                .Where(value => value.Count > 0)
                .OrderByDescending(value => value.Count)
                .ThenBy(value => value.Name, StringComparer.Ordinal)
                .Take(top)
        );
        picture.Kpi.Total.ShouldBe(shown.Sum(one => one.Click.Weight));
        picture.Kpi.PreviousTotal.ShouldBe(before.Sum(one => one.Click.Weight));
        picture.Kpi.WindowUsers.ShouldBe(Users(clicks, picture.Start));
        picture.Kpi.ActiveUsers.ShouldBe(Users(clicks, picture.Now / 1000 * 1000 - 299_000));

        bool In((Sent Click, long Time) one, long from) =>
            one.Time >= from && one.Time < from + picture.Step;
    }

    private static long Of(IEnumerable<(Sent Click, long Time)> clicks, string page) =>
        clicks.Where(one => one.Click.Page == page).Sum(one => one.Click.Weight);

    /// <summary>Users whose newest click is not before a moment; what is still to come does not count yet.</summary>
    private static long Users(List<(Sent Click, long Time)> clicks, long from) =>
        clicks
            .GroupBy(one => one.Click.User)
            .Select(user => user.Max(one => one.Time))
            .Count(newest => newest >= from && newest < Stream.Noon + 1000);
}
