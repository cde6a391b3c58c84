using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

public sealed class FilteredViewTests
{
    private sealed record Sent(
        string Page,
        string Country,
        string Device,
        int Status,
        long At,
        long Delay
    );

    private static readonly string[] Pages =
    [
        "/",
        "/cart",
        "/products/a",
        "/products/b",
        "/products*",
        "/x",
    ];
    private static readonly string[] Countries = ["", "AU", "DE", "NZ"];
    private static readonly string[] Devices = ["", "mobile", "desktop"];
    private static readonly int[] Statuses = [0, 200, 302, 404, 500, 503];

    private static readonly string[] Filters =
    [
        "page:/products/*",
        @"page:/products\*",
        "page:/cart",
        "country:AU",
        "country:(none)",
        "country:DE",
        "device:mobile",
        "status:5xx",
        "status:404",
        "status:(none)",
        "source:clicks",
        "source:other",
    ];

    private static Gen<T> OneOf<T>(params T[] values) =>
        Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static readonly Gen<Sent> AnyClick =
        from page in OneOf(Pages)
        from country in OneOf(Countries)
        from device in OneOf(Devices)
        from status in OneOf(Statuses)
        from at in Gen.Frequency((8, Gen.Long[-120_000, 0]), (1, Gen.Long[-7_200_000, 0]))
        from delay in Gen.Frequency((8, Gen.Long[0, 3_000]), (1, Gen.Long[0, 500_000]))
        select new Sent(page, country, device, status, at, delay);

    /// <summary>Whether it watched all the while or comes at the end, a view shows what a plain recount of the clicks says.</summary>
    [Fact]
    public void A_filtered_view_equals_a_recount()
    {
        Gen.Select(
                AnyClick.Array[0, 200],
                OneOf(60, 300, 900, 3600),
                OneOf(Enum.GetValues<Dimension>()),
                OneOf(Filters).Array[1, 4],
                Gen.Int[1, 50]
            )
            .Sample(
                (clicks, window, split, filters, ticks) =>
                {
                    var stream = new Stream();
                    var view = Stream.Asked(window, split, 10, filters);
                    var watching = stream.Live.Filter(view);
                    for (var i = 0; i < clicks.Length; i++)
                    {
                        var click = clicks[i];
                        stream.Click(
                            click.Page,
                            click.At,
                            click.At + click.Delay,
                            country: click.Country,
                            device: click.Device,
                            status: click.Status
                        );
                        if (i % ticks == 0)
                        {
                            stream.At(0, watching, view);
                        }
                    }

                    var passing = clicks.Where(click => Passes(click, filters)).ToList();
                    Check(stream.At(0, watching, view), passing, split);
                    Check(stream.At(0, stream.Live.Filter(view), view), passing, split);
                },
                iter: 300
            );
    }

    [Fact]
    public void A_view_says_how_far_back_the_log_reaches()
    {
        var stream = new Stream(new LiveOptions { ClickLogSize = 2 * ClickLog.ChunkSize });
        var view = Stream.Asked(60, Dimension.Page, 10, "page:/a");
        for (var i = 0; i < 3 * ClickLog.ChunkSize; i++)
        {
            stream.Click("/a", at: i < ClickLog.ChunkSize ? 10_000 : 20_000);
        }

        var picture = stream.At(30_000, stream.Live.Filter(view), view);

        picture.Reach.ShouldBe(Stream.Noon + 11_000);
        picture.Total[^21].ShouldBeNull("a part of that second was let go");
        picture.Total[^20].ShouldBe(0);
        picture.Total[^11].ShouldBe(2 * ClickLog.ChunkSize);
        picture.Gaps.ShouldHaveSingleItem().Reason.ShouldBe("before_reach");
    }

    [Fact]
    public void Users_errors_and_late_clicks_are_those_that_pass()
    {
        var stream = new Stream();
        stream.Click("/a", at: 1_000, user: "ann", status: 500);
        stream.Click("/a", at: 1_000, came: 20_000, user: "bob");
        stream.Click("/b", at: 1_000, came: 20_000, user: "eve", status: 404);
        var view = Stream.Asked(60, Dimension.Page, 10, "page:/a");

        var kpi = stream.At(21_000, stream.Live.Filter(view), view).Kpi;

        kpi.WindowUsers.ShouldBe(2);
        kpi.ActiveUsers.ShouldBe(2);
        kpi.Errors.ShouldBe(1);
        kpi.Late.ShouldBe(1);
        kpi.PeakRate.ShouldBe(2);
    }

    private static bool Passes(Sent click, string[] filters) =>
        filters
            .GroupBy(filter => filter[..filter.IndexOf(':')])
            .All(dimension =>
                dimension.Any(filter =>
                    Matches(Value(click, dimension.Key), filter[(dimension.Key.Length + 1)..])
                )
            );

    private static bool Matches(string value, string wanted) =>
        wanted switch
        {
            "/products/*" => value.StartsWith("/products/", StringComparison.Ordinal),
            @"/products\*" => value == "/products*",
            "5xx" => value[0] == '5',
            _ => value == wanted,
        };

    private static string Value(Sent click, string dimension) =>
        dimension switch
        {
            "page" => click.Page,
            "country" => Or(click.Country),
            "device" => Or(click.Device),
            "status" => click.Status == 0 ? "(none)" : $"{click.Status}",
            "source" => "clicks",
            _ => "(none)",
        };

    private static string Or(string value) => value.Length == 0 ? "(none)" : value;

    private static void Check(Snapshot picture, List<Sent> clicks, Dimension split)
    {
        var length = picture.Total.Length * picture.Step;
        for (var i = 0; i < picture.Total.Length; i++)
        {
            var from = picture.Start + i * picture.Step;
            var here = Between(from, from + picture.Step);
            picture.Total[i].ShouldBe(here.Count);
            foreach (var series in picture.Series)
            {
                series
                    .Counts[i]
                    .ShouldBe(here.Count(click => Value(click, split.Name()) == series.Name));
            }
        }

        var before = Between(picture.Start - length, picture.Start);
        picture.Kpi.PreviousTotal.ShouldBe(before.Count);
        picture.Ranking.ShouldBe(
            Between(picture.Start, picture.Start + length)
                .GroupBy(click => Value(click, split.Name()))
                .Select(value => new RankedValue(
                    value.Key,
                    value.Count(),
                    before.Count(click => Value(click, split.Name()) == value.Key)
                ))
                .OrderByDescending(value => value.Count)
                .ThenBy(value => value.Name, StringComparer.Ordinal)
                .Take(10)
        );

        List<Sent> Between(long from, long to) =>
            [
                .. clicks.Where(click =>
                    Stream.Noon + click.At >= from && Stream.Noon + click.At < to
                ),
            ];
    }
}
