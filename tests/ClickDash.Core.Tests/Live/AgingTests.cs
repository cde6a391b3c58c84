using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

/// <summary>Values age: whatever is sent, what matters now has a name, its count is exact from then on, and all sums always are.</summary>
public sealed class AgingTests
{
    private const int Named = 50;
    private const int TickMilliseconds = 250;

    // What has this share of all clicks is named for sure: eight in as many as are named.
    private const double Share = 8.0 / Named;

    /// <summary>A second of strangers' clicks: of which kind, how many, and the part of all that is ours, from that share on.</summary>
    private sealed record Second(int Kind, int Clicks, double Ours);

    private static readonly Gen<Second> AnySecond =
        from kind in Gen.Int[0, 4]
        from clicks in Gen.Frequency((3, Gen.Int[0, 20]), (1, Gen.Int[0, 300]))
        from ours in Gen.Double[Share, 0.9]
        select new Second(kind, clicks, ours);

    [Fact]
    public void Whatever_is_sent_a_value_with_the_guaranteed_share_is_named_within_five_seconds_and_exact_from_then_on() =>
        Gen.Select(AnySecond.Array[1, 40], Gen.Int[0, 30], Gen.Int)
            .Sample(
                (seconds, ours, seed) =>
                {
                    var site = new Site(seed);
                    for (var now = 0; now < seconds.Length * 1000; now += TickMilliseconds)
                    {
                        site.Tick(seconds[now / 1000], isOurs: now >= ours * 1000);
                        if (now >= (ours + 5) * 1000)
                        {
                            site.IsNamed("/ours").ShouldBeTrue($"at {now} ms");
                        }
                    }
                },
                iter: 40
            );

    [Fact]
    public void What_waits_to_be_stored_keeps_its_names() =>
        Gen.Select(AnySecond.Array[1, 20], Gen.Int[1, 12], Gen.Int)
            .Sample(
                (seconds, every, seed) =>
                {
                    var site = new Site(seed);
                    var stored = new Dictionary<string, long>();
                    site.Stream.Live.TakePending();
                    var ticks = 0;
                    var waiting = new PendingWrites();
                    foreach (var second in seconds)
                    {
                        for (var tick = 0; tick < 1000 / TickMilliseconds; tick++)
                        {
                            site.Tick(second, isOurs: true);
                            if (++ticks % every == 0)
                            {
                                // As where the store cannot be written for a while.
                                waiting.Add(site.Stream.Live.TakePending());
                            }
                        }
                    }

                    waiting.Add(site.Stream.Live.TakePending());
                    foreach (var minute in waiting.Minutes)
                    {
                        foreach (var entry in minute.Counts.Entries.ToArray())
                        {
                            if (CountTable.Is(entry.Key, Dimension.Page))
                            {
                                var name = waiting.Name(Dimension.Page, CountTable.Id(entry.Key));
                                stored[name] = stored.GetValueOrDefault(name) + entry.Count;
                            }
                        }
                    }

                    stored.Values.Sum().ShouldBe(site.Sent.Values.Sum());
                    foreach (var (name, count) in stored.Where(one => one.Key != "(other)"))
                    {
                        count.ShouldBeLessThanOrEqualTo(site.Sent[name], name);
                        count.ShouldBeGreaterThanOrEqualTo(site.CountedFor(name), name);
                    }
                },
                iter: 25
            );

    [Fact]
    public void A_value_that_is_evicted_leaves_its_clicks_to_other_in_the_same_frame()
    {
        var stream = new Stream(new LiveOptions { MaxValuesPerDimension = 2 });
        stream.Click("/a", at: 0);
        stream.Click("/b", at: 0, weight: 5);
        stream.At(1_000);
        stream.Click("/c", at: 1_100, weight: 20);
        stream
            .At(1_250)
            .Ranking.ShouldBe([new("(other)", 20, 0), new("/b", 5, 0), new("/a", 1, 0)]);
        stream.At(2_250);
        stream.Click("/c", at: 2_300);

        var picture = stream.At(2_500);

        picture.Ranking.ShouldBe([new("(other)", 21, 0), new("/b", 5, 0), new("/c", 1, 0)]);
        picture.Approximate.ShouldBeTrue();
        stream.Live.Unnamed(Dimension.Page).ShouldBe(new UnnamedClicks(1, 21));
    }

    [Fact]
    public void Once_the_live_windows_have_passed_a_flood_all_is_as_it_was()
    {
        var stream = new Stream(new LiveOptions { MaxValuesPerDimension = Named });
        var now = 0L;
        for (var page = 0; page < 5_000; page++)
        {
            stream.Click($"/flood/{page}", now += 10);
            if (page % 25 == 0)
            {
                stream.At(now);
            }
        }

        stream.Live.Unnamed(Dimension.Page).LastHour.ShouldBeGreaterThan(4_000);
        now += 2 * 3_600_000 + 100_000;
        stream.At(now);
        for (var page = 0; page < Named; page++)
        {
            stream.Click($"/{page}", now, weight: page + 1);
        }

        var picture = stream.At(now + 500, top: 1000);

        picture.Ranking.Length.ShouldBe(Named);
        picture.Approximate.ShouldBeFalse();
        foreach (var value in picture.Ranking)
        {
            value.Name.ShouldBe($"/{value.Count - 1}");
        }

        stream.Live.Unnamed(Dimension.Page).LastHour.ShouldBe(0);
    }

    [Fact]
    public void A_value_keeps_its_name_while_it_has_the_guaranteed_share_however_long_ago_its_clicks_are()
    {
        var stream = new Stream(new LiveOptions { MaxValuesPerDimension = Named });
        stream.Click("/once", at: 0, weight: 20_000);
        var now = 1000L;
        for (var page = 0; page < 6_000; page++)
        {
            stream.Click($"/{page}", now, weight: 2);
            stream.Click($"/{page}", now += 250, weight: 2);
            stream.Live.Advance(Stream.Noon + now);
        }

        stream
            .At(now, window: 3600, top: 1000)
            .Ranking.ShouldContain(new RankedValue("/once", 20_000, 0));
    }

    [Fact]
    public void A_start_names_the_most_frequent_of_the_live_seconds()
    {
        var seconds = new Bucket[2];
        for (var i = 0; i < seconds.Length; i++)
        {
            seconds[i] = new Bucket();
            seconds[i].Reset(Stream.Noon / 1000 + i);
            for (var id = 2; id < 2 + 2 * Named; id++)
            {
                seconds[i].Counts.Add(CountTable.Key(Dimension.Page, id), id);
                seconds[i].Total += id;
            }
        }

        var stream = new Stream(new LiveOptions { MaxValuesPerDimension = Named });
        stream.Live.Restore(seconds, (_, id) => $"/{id}");
        var picture = stream.At(5_000, top: 1000);

        picture.Ranking.Sum(value => value.Count).ShouldBe(picture.Kpi.Total);
        picture
            .Ranking[1..]
            .ShouldBe(
                Enumerable
                    .Range(0, Named)
                    .Select(i => 2 * Named + 1 - i)
                    .Select(id => new RankedValue($"/{id}", 2 * id, 0))
            );
    }

    [Fact]
    public void After_a_start_a_share_is_of_the_hours_before_too_and_no_newcomer_pays_for_them()
    {
        const int Old = 2;
        const int New = 3;
        var hours = new[] { -26, -25, -5, -4 }
            .Select(hour =>
                Counted(
                    Stream.Noon / 3600_000 + hour,
                    total: 10_000,
                    (Old, hour > -24 ? 10_000 : 0)
                )
            )
            .ToArray();
        Bucket[] seconds = [Counted(Stream.Noon / 1000, total: 5_001, (Old, 1), (New, 5_000))];
        var stream = new Stream(new LiveOptions { MaxValuesPerDimension = Named });
        stream.Live.Restore(seconds, (_, id) => id == Old ? "/old" : "/new", hours);
        var now = 1000L;
        for (var page = 0; page < 4_000; page++)
        {
            stream.Click($"/{page}", now, weight: 2);
            stream.Click($"/{page}", now += 250, weight: 2);
            stream.Live.Advance(Stream.Noon + now);
        }

        var ranking = stream.At(now, window: 3600, top: 1000).Ranking;
        ranking.ShouldContain(new RankedValue("/old", 1, 0));
        ranking.ShouldContain(new RankedValue("/new", 5_000, 0));

        static Bucket Counted(long index, long total, params (int Id, long Clicks)[] pages)
        {
            var bucket = new Bucket();
            bucket.Reset(index);
            bucket.Total = total;
            foreach (var (id, clicks) in pages)
            {
                bucket.Counts.Add(CountTable.Key(Dimension.Page, id), clicks);
            }

            return bucket;
        }
    }

    [Fact]
    public void A_pinned_value_is_named_with_the_next_tick_and_stays_named()
    {
        var stream = new Stream(new LiveOptions { MaxValuesPerDimension = Named });
        for (var page = 0; page < Named; page++)
        {
            stream.Click($"/{page}", 0, weight: 100);
        }

        stream.At(100);
        stream.Live.Intake.Pin(Dimension.Page, "/seldom");
        stream.At(200);
        var now = 200L;
        for (; now < 20_000; now += 50)
        {
            stream.Click($"/flood/{now}", now, weight: 100);
            stream.At(now);
        }

        stream.Click("/seldom", now);
        stream.At(now + 100, top: 1000).Ranking.ShouldContain(new RankedValue("/seldom", 1, 0));
    }

    [Fact]
    public void No_more_than_a_tenth_is_pinned_and_who_waits_is_next()
    {
        var pins = new ValuePins(2);
        pins.Add("/a");
        pins.Add("/a");
        pins.Add("/b");
        pins.Add("/c");
        pins.Put("/a", 10);
        pins.Put("/b", 11);

        pins.IsFull.ShouldBeTrue();
        pins.Waiting.ShouldBe(["/c"]);
        pins.Remove("/a");
        pins.Has(10).ShouldBeTrue("another watches it");
        pins.Remove("/a");
        pins.Has(10).ShouldBeFalse();
        pins.IsFull.ShouldBeFalse();
    }

    /// <summary>A site under attack, and a plain recount of what must be known of it.</summary>
    private sealed class Site(int seed)
    {
        private readonly Random _chance = new(seed);
        private readonly Dictionary<string, Known> _known = [];
        private Dictionary<string, long> _shown = [];
        private HashSet<string> _named = [];
        private long _now;
        private long _all;
        private int _fresh;

        public Stream Stream { get; } = new(new LiveOptions { MaxValuesPerDimension = Named });

        public Dictionary<string, long> Sent { get; } = [];

        /// <summary>A value's clicks since it was not named last.</summary>
        public long CountedFor(string page) => _known.GetValueOrDefault(page)?.Clicks ?? 0;

        public bool IsNamed(string page) => _shown.ContainsKey(page);

        public void Tick(Second second, bool isOurs)
        {
            List<string> pages = [];
            for (var i = 0; i < second.Clicks; i++)
            {
                pages.Add(Stranger(second.Kind));
            }

            // At least that part of all.
            var ours = isOurs
                ? (int)Math.Ceiling(pages.Count * second.Ours / (1 - second.Ours)) + 1
                : 0;
            pages.AddRange(Enumerable.Repeat("/ours", ours));
            _chance.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pages));
            foreach (var page in pages)
            {
                Stream.Click(page, _now);
            }

            var clicked = pages.CountBy(page => page).ToDictionary();
            _all += pages.Count;
            _now += TickMilliseconds;
            var picture = Stream.At(_now, window: 900, top: 1000);
            picture.Kpi.Total.ShouldBe(_all);
            picture.Ranking.Sum(value => value.Count).ShouldBe(_all, "sums are exact");
            _shown = picture.Ranking.ToDictionary(value => value.Name, value => value.Count);
            foreach (var (page, clicks) in clicked)
            {
                var known = _known.GetValueOrDefault(page) ?? new Known(_all - pages.Count, 0);
                _known[page] = known with { Clicks = known.Clicks + clicks };
                Sent[page] = Sent.GetValueOrDefault(page) + clicks;
            }

            Check();
        }

        /// <summary>Whoever has the share keeps the name, and every count is exact since its value was not named last.</summary>
        private void Check()
        {
            foreach (var (page, known) in _known)
            {
                if (_shown.TryGetValue(page, out var count))
                {
                    count.ShouldBe(known.Clicks, page);
                    continue;
                }

                if (_named.Contains(page))
                {
                    ((double)known.Clicks / (_all - known.Before)).ShouldBeLessThan(Share, page);
                }

                if (known.Clicks > 0)
                {
                    // It may be admitted from here on, which shows with its next click.
                    _known[page] = new Known(_all, 0);
                }
            }

            _named = [.. _shown.Keys];
        }

        private string Stranger(int kind) =>
            kind switch
            {
                // A usual site; a scan; everything twice; a circle a little larger than the table; few that are loud.
                0 => $"/{(int)(60 * Math.Pow(_chance.NextDouble(), 3))}",
                1 => $"/fresh/{_fresh++}",
                2 => $"/twice/{_fresh++ / 2}",
                3 => $"/circle/{_fresh++ % (Named + 10)}",
                _ => $"/loud/{_chance.Next(6)}",
            };

        private sealed record Known(long Before, long Clicks);
    }
}
