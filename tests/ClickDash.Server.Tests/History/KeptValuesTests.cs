using ClickDash.Core.Clicks;
using ClickDash.Server.History;

namespace ClickDash.Server.Tests.History;

/// <summary>What a thousand kept values can tell, and what cannot be told any more is said to be approximate.</summary>
public sealed class KeptValuesTests : FilledStore
{
    [Fact]
    public void A_value_that_a_stored_thousand_lacks_has_an_approximate_sum_and_the_others_and_the_total_are_exact()
    {
        using var store = Open();
        for (var page = 0; page < 1005; page++)
        {
            Count($"/{page}", Noon.AddHours(-20), 1000 - page / 2);
        }

        Count("/always", Noon.AddHours(-20), 5000);
        Count("/small", Noon.AddHours(-20), 1);
        Count("/always", Noon.AddHours(-10), 5000);
        Count("/small", Noon.AddHours(-10), 7000);
        Write(store);
        Retain(store);

        var picture = Ask(store, "from=2026-11-21T12:00Z&to=2026-11-22T12:00Z&step=3600");

        picture.Approximate.ShouldBeTrue();
        picture.Ranking.ShouldContain(new Core.Wire.RankedValue("/always", 10_000, 0));
        picture
            .Ranking.Single(one => one.Name == "/small")
            .ShouldBe(new Core.Wire.RankedValue("/small", 7000, 0) { Approximate = true });
        picture.Kpi.Total.ShouldBe(
            Enumerable.Range(0, 1005).Sum(page => 1000 - page / 2) + 5000 + 1 + 5000 + 7000
        );
        Ask(store, "from=2026-11-22T06:00Z&to=2026-11-22T12:00Z&step=3600")
            .Approximate.ShouldBeFalse("no hour of these lacks a value");
        Ask(store, "from=2026-11-21T12:00Z&to=2026-11-22T12:00Z&step=3600&split=country")
            .Approximate.ShouldBeFalse("there are few countries");
    }

    [Fact]
    public void What_comes_for_a_finished_hour_is_added_and_the_hour_stays_bounded()
    {
        using var store = Open();
        for (var page = 0; page < 1005; page++)
        {
            Count($"/{page}", Noon.AddHours(-20), 10);
        }

        Write(store);
        Retain(store);
        for (var page = 2000; page < 2010; page++)
        {
            Count($"/{page}", Noon.AddHours(-20), 20);
        }

        Write(store);

        using var reader = store.Read()!;
        var hour = reader.Buckets(StoredStep.Hour, 0, long.MaxValue).ShouldHaveSingleItem();
        hour.Total.ShouldBe(10_050 + 200);
        hour.Counts[Dimension.Page]!.Count.ShouldBeLessThanOrEqualTo(1001);
    }

    [Fact]
    public void Names_that_no_row_is_of_go_and_their_numbers_are_used_again()
    {
        using var store = Open();
        for (var page = 0; page < 1005; page++)
        {
            Count($"/{page}", Noon.AddHours(-1), 1000 - page / 2);
        }

        Count("/once", Noon.AddHours(-1), 1);
        Write(store);
        Retain(store);
        Find(store, "/once").ShouldNotBeNull();

        Now = Noon.AddDays(20);
        Retain(store);
        Find(store, "/once").ShouldBeNull("its minute is gone, and no hour kept it");
        Find(store, "/0").ShouldNotBeNull();

        Count("/next", Now);
        Write(store);
        Find(store, "/next").ShouldNotBeNull().ShouldBeLessThanOrEqualTo(1008);
        Ask(store, "from=2026-11-22&to=2026-11-23&step=day")
            .Ranking.ShouldContain(one => one.Name == "/0" && one.Count == 1000);

        Now = Noon.AddDays(800);
        Retain(store);
        Find(store, "/0").ShouldBeNull();
    }

    [Fact]
    public void Nothing_of_the_future_is_written_and_what_a_first_edition_wrote_of_it_goes()
    {
        using var store = Open();
        Count("/ahead", Noon.AddSeconds(9));
        Count("/future", Noon.AddHours(3));
        Write(store);
        Ask(store, "from=2026-11-22&to=2026-11-23&step=day").Total.ShouldBe([1]);

        // Written while the clock was ahead.
        Now = Noon.AddDays(2);
        Count("/tomorrow", Noon.AddDays(1));
        Write(store);
        Now = Noon;
        Retain(store);
        Now = Noon.AddDays(3);
        Ask(store, "from=2026-11-22&to=2026-11-25&step=day")
            .Kpi.Total.ShouldBe(2, "a clock that was set back deletes nothing that was stored");

        Run($"UPDATE counter SET value = {Noon.ToUnixTimeMilliseconds()} WHERE name = 'at'");
        Now = Noon;
        Retain(store);
        Now = Noon.AddDays(3);
        Ask(store, "from=2026-11-22&to=2026-11-25&step=day").Kpi.Total.ShouldBe(1);
    }

    private static int? Find(CountStore store, string page)
    {
        using var reader = store.Read()!;
        return reader.Find(Dimension.Page, page);
    }
}
