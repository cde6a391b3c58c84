using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

/// <summary>Filters on values that were not always named: what they say they know is right, and what they cannot know is no 0.</summary>
public sealed class FilterAgingTests
{
    private const int Named = 50;

    private static readonly string[] Filters =
    [
        "page:/a",
        "page:/circle/3",
        "page:/circle/*",
        "page:/loud/1",
        "country:AU",
        "page:/never",
    ];

    /// <summary>Of which kind a tick's clicks are, and how many.</summary>
    private static readonly Gen<(int Kind, int Clicks)> AnyTick = Gen.Select(
        Gen.Int[0, 3],
        Gen.Frequency((3, Gen.Int[0, 10]), (1, Gen.Int[0, 100]))
    );

    [Fact]
    public void What_a_filter_says_it_knows_is_right() =>
        Gen.Select(
                AnyTick.Array[1, 80],
                Gen.Int[0, Filters.Length - 1].Array[1, 2],
                Gen.Bool,
                Gen.Int[0, 40],
                Gen.Int
            )
            .Sample(
                (ticks, chosen, isPinned, opened, seed) =>
                {
                    var site = new Site(seed);
                    string[] filters = [.. chosen.Select(i => Filters[i]).Distinct()];
                    var view = Stream.Asked(60, Dimension.Page, 1000, filters).WithFeed(20);
                    FilteredView? watching = null;
                    for (var tick = 0; tick < ticks.Length; tick++)
                    {
                        if (tick == opened)
                        {
                            watching = site.Watch(view, isPinned);
                        }

                        site.Tick(ticks[tick].Kind, ticks[tick].Clicks);
                        if (watching is not null)
                        {
                            site.Check(watching, view);
                        }
                    }

                    site.Check(site.Stream.Live.Filter(view), view);
                },
                iter: 80
            );

    [Fact]
    public void A_filter_for_a_page_that_has_no_name_says_that_it_does_not_know()
    {
        var site = new Site(1);
        site.Fill();
        for (var i = 0; i < 8; i++)
        {
            site.Tick(kind: 0, clicks: 1000);
        }

        var view = Stream.Asked(60, Dimension.Page, 10, "page:/a");
        var picture = site.Take(site.Stream.Live.Filter(view), view);

        picture.Approximate.ShouldBeTrue();
        picture.ExactSince.ShouldBe(Stream.Noon + site.Now / 1000 * 1000);
        picture.Reach.ShouldBe(picture.ExactSince!.Value);
        picture.Total[0].ShouldBeNull();
    }

    [Fact]
    public void A_number_that_is_used_again_does_not_rename_old_clicks()
    {
        var stream = new Stream(new LiveOptions { MaxValuesPerDimension = 2 });
        var view = Stream.Asked(60, Dimension.Page, 10, "country:AU").WithFeed(10);
        var watching = stream.Live.Filter(view);
        stream.Click("/a", at: 0, country: "AU");
        stream.Click("/b", at: 0, country: "AU", weight: 5);
        stream.At(1_000, watching, view);
        stream.Click("/c", at: 1_100, country: "AU", weight: 20);
        stream.At(2_250, watching, view);
        stream.Click("/c", at: 2_300, country: "AU");

        foreach (var filtered in new[] { watching, stream.Live.Filter(view) })
        {
            var picture = stream.At(3_500, filtered, view);
            picture.Ranking.ShouldBe([new("(other)", 21, 0), new("/b", 5, 0), new("/c", 1, 0)]);
            picture.Feed.Select(seen => seen.Page).ShouldBe(["/c", "(other)", "/b", "(other)"]);
            picture.ExactSince.ShouldBeNull("all countries were named");
        }
    }

    [Fact]
    public void A_filter_that_is_watched_is_exact_from_the_next_tick_on()
    {
        var site = new Site(1);
        site.Fill();
        site.Tick(kind: 0, clicks: 1000);
        var view = Stream.Asked(60, Dimension.Page, 10, "page:/a");
        var watching = site.Watch(view, isPinned: true);
        site.Tick(kind: 0, clicks: 1000);
        var since = site.Now;
        for (var i = 0; i < 20; i++)
        {
            site.Stream.Click("/a", site.Now);
            site.Tick(kind: 0, clicks: 1000);
        }

        var picture = site.Take(watching, view);

        picture.Kpi.Total.ShouldBe(20);
        picture.ExactSince.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(Stream.Noon + since + 1000);
    }

    private sealed class Site(int seed)
    {
        private readonly Random _chance = new(seed);
        private readonly List<(string Page, string Country, long At)> _sent = [];
        private int _fresh;

        public Stream Stream { get; } = new(new LiveOptions { MaxValuesPerDimension = Named });

        public long Now { get; private set; }

        /// <summary>Takes all places by pages that come often.</summary>
        public void Fill()
        {
            for (var page = 0; page < Named; page++)
            {
                Click($"/usual/{page}", times: 100);
            }
        }

        public FilteredView Watch(View view, bool isPinned)
        {
            foreach (var filter in view.Filters)
            {
                if (isPinned && filter.Exact is { } value)
                {
                    Stream.Live.Intake.Pin(filter.Dimension, value);
                }
            }

            return Stream.Live.Filter(view);
        }

        public void Tick(int kind, int clicks)
        {
            for (var i = 0; i < clicks; i++)
            {
                Click(
                    kind switch
                    {
                        0 => $"/fresh/{_fresh++}",
                        1 => $"/circle/{_fresh++ % (Named + 10)}",
                        2 => $"/loud/{_chance.Next(6)}",
                        _ => _chance.Next(10) == 0 ? "/a" : $"/usual/{_chance.Next(40)}",
                    },
                    times: 1
                );
            }

            Now += 250;
            Stream.Live.Advance(Stream.Noon + Now);
        }

        public Snapshot Take(FilteredView filtered, View view) => Stream.At(Now, filtered, view);

        public void Check(FilteredView filtered, View view)
        {
            var picture = Take(filtered, view);
            picture.Ranking.Sum(value => value.Count).ShouldBe(picture.Kpi.Total);
            (picture.ExactSince is null || picture.Approximate).ShouldBeTrue();
            foreach (var value in picture.Ranking.Where(value => value.Name != "(other)"))
            {
                var sent = _sent.Count(click => click.Page == value.Name && Passes(view, click));
                value.Count.ShouldBeLessThanOrEqualTo(sent, value.Name);
            }

            foreach (var seen in picture.Feed.Where(seen => seen.Page != "(other)"))
            {
                _sent.ShouldContain(click =>
                    click.Page == seen.Page
                    && click.Country == seen.Country
                    && click.At / 1000 == seen.At / 1000
                );
            }

            var isExact = view.Filters.All(filter => filter.Exact is not null);
            for (var i = 0; i < picture.Total.Length; i++)
            {
                var from = picture.Start + i * picture.Step;
                var truth = _sent.Count(click =>
                    click.At >= from && click.At < from + picture.Step && Passes(view, click)
                );
                if (picture.ExactSince is null || from >= picture.ExactSince)
                {
                    picture.Total[i].ShouldBe(truth);
                }
                else if (isExact || picture.Kpi.Total == 0)
                {
                    (picture.Total[i] ?? 1).ShouldBeInRange(1, Math.Max(truth, 1));
                }
                else
                {
                    (picture.Total[i] ?? 0).ShouldBeLessThanOrEqualTo(truth);
                }
            }
        }

        private static bool Passes(View view, (string Page, string Country, long At) click) =>
            view
                .Filters.GroupBy(filter => filter.Dimension)
                .All(any =>
                    any.Any(filter =>
                        filter.Matches(any.Key == Dimension.Page ? click.Page : click.Country)
                    )
                );

        private void Click(string page, int times)
        {
            var country = _chance.Next(2) == 0 ? "AU" : "DE";
            for (var i = 0; i < times; i++)
            {
                Stream.Click(page, Now, country: country);
                _sent.Add((page, country, Stream.Noon + Now));
            }
        }
    }
}
