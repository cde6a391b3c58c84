namespace ClickDash.Server.Tests.History;

/// <summary>Days, weeks and months of any zone's calendar, over changes of summer time and with offsets of half and quarter hours.</summary>
public sealed class CalendarTests : FilledStore
{
    [Theory]
    [InlineData("86400")]
    [InlineData("day")]
    public void A_day_with_25_hours_is_one_day_and_what_comes_after_to_is_not_counted(string step)
    {
        using var store = Open();
        Now = In("America/New_York", "2026-11-20T00:00");
        CountEveryQuarter(
            In("America/New_York", "2026-10-31T00:00"),
            In("America/New_York", "2026-11-06T00:00")
        );
        Write(store);

        var picture = Ask(
            store,
            $"from=2026-10-31&to=2026-11-03&step={step}&zone=America/New_York"
        );

        picture.Total.ShouldBe([96, 100, 96]);
        picture.Starts.ShouldBe([
            In("America/New_York", "2026-10-31T00:00").ToUnixTimeMilliseconds(),
            In("America/New_York", "2026-11-01T00:00").ToUnixTimeMilliseconds(),
            In("America/New_York", "2026-11-02T00:00").ToUnixTimeMilliseconds(),
        ]);
        picture.Previous.Length.ShouldBe(3);
        Ask(store, $"from=2026-10-31&to=2026-11-02T06:00&step={step}&zone=America/New_York")
            .Total.ShouldBe([96, 100, 24]);
    }

    [Fact]
    public void A_day_that_a_zone_left_out_is_none()
    {
        using var store = Open();
        Now = In("Pacific/Apia", "2012-01-05T00:00");
        CountEveryQuarter(
            In("Pacific/Apia", "2011-12-28T00:00"),
            In("Pacific/Apia", "2012-01-02T00:00")
        );
        Write(store);

        // From the 29th the clocks went to the 31st.
        var picture = Ask(store, "from=2011-12-29&to=2012-01-01&step=day&zone=Pacific/Apia");

        picture.Total.ShouldBe([96, 96]);
        picture.Previous.ShouldBe([0, 96]);
        Ask(store, "from=2011-12-31&to=2012-01-02&step=day&zone=Pacific/Apia")
            .Previous.ShouldBe([96, 96]);
    }

    [Fact]
    public void A_day_with_23_hours_has_92_quarters()
    {
        using var store = Open();
        Now = In("Europe/Berlin", "2026-04-20T00:00");
        CountEveryQuarter(
            In("Europe/Berlin", "2026-03-28T00:00"),
            In("Europe/Berlin", "2026-03-31T00:00")
        );
        Write(store);

        Ask(store, "from=2026-03-28&to=2026-03-31&step=day&zone=Europe/Berlin")
            .Total.ShouldBe([96, 92, 96]);
    }

    [Theory]
    [InlineData("Asia/Kolkata")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Australia/Adelaide")]
    [InlineData("America/St_Johns")]
    [InlineData("Pacific/Chatham")]
    public void Days_of_half_and_quarter_hour_zones_are_right_as_long_as_hours_are_kept(string zone)
    {
        using var store = Open();
        Now = In(zone, "2026-01-02T00:00");
        CountEveryQuarter(In(zone, "2025-12-01T00:00"), In(zone, "2025-12-31T00:00"));
        Write(store);
        Retain(store);
        // A year later there are neither seconds nor minutes.
        Now = In(zone, "2026-12-31T00:00");
        Retain(store);

        var picture = Ask(store, $"from=2025-12-10&to=2025-12-13&step=day&zone={zone}");

        picture.Total.ShouldBe([96, 96, 96]);
        picture.Approximate.ShouldBeFalse();
        Ask(store, $"from=2025-12-01&to=2025-12-31&step=week&zone={zone}")
            .Total.ShouldBe([7 * 96, 7 * 96, 7 * 96, 7 * 96, 2 * 96]);
        Ask(store, $"from=2025-11-15&to=2026-01-01&step=month&zone={zone}")
            .Total.ShouldBe([0, 30 * 96]);
    }

    [Fact]
    public void Weeks_begin_on_monday_and_months_on_the_first()
    {
        using var store = Open();
        Count("/a", Noon);
        Write(store);

        // 2026-11-22 is a Sunday.
        var weeks = Ask(store, "from=2026-11-22&to=2026-11-24&step=week");
        var months = Ask(store, "from=2026-11-22&to=2026-12-02&step=month");

        weeks.Total.ShouldBe([1, 0]);
        Day(weeks.Starts![0]).ShouldBe("2026-11-16");
        months.Total.ShouldBe([1, 0]);
        Day(months.Starts![0]).ShouldBe("2026-11-01");
        Day(months.Starts![1]).ShouldBe("2026-12-01");
    }

    [Fact]
    public void A_step_of_seconds_has_no_starts_of_its_own()
    {
        using var store = Open();

        Ask(store, "from=2026-11-22&to=2026-11-23&step=3600").Starts.ShouldBeNull();
    }

    [Fact]
    public void What_waits_to_be_stored_is_counted_once_and_is_not_written_for_it()
    {
        using var store = Open();
        Count("/a", Noon.AddMinutes(-90));
        Write(store);
        Count("/a", Noon.AddMinutes(-89));
        Count("/new", Noon.AddMinutes(-5));

        Ask(store, "from=2026-11-22&to=2026-11-23&step=day").Total.ShouldBe([3]);
        var hours = Ask(store, "from=2026-11-22T10:00Z&to=2026-11-22T12:00Z&step=3600");
        hours.Total.ShouldBe([2, 1]);
        hours.Ranking.ShouldBe([new("/a", 2, 0), new("/new", 1, 0)]);
        Ask(store, "from=2026-11-22T10:00Z&to=2026-11-22T12:00Z&step=60&filter=page:/n*")
            .Kpi.Total.ShouldBe(1);
        using var reader = store.Read()!;
        reader.Find(Core.Clicks.Dimension.Page, "/new").ShouldBeNull();
    }

    [Fact]
    public void A_request_that_is_given_up_is_given_up_here_too()
    {
        using var store = Open();
        CountEveryQuarter(Noon.AddDays(-1), Noon);
        Write(store);

        Should.Throw<OperationCanceledException>(() =>
            AskUntil(store, "from=2026-11-21&to=2026-11-22&step=day", new CancellationToken(true))
        );
    }

    private static string Day(long time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd");
}
