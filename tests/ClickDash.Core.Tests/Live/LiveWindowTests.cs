using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Tests.Live;

public sealed class LiveWindowTests
{
    private readonly Stream _stream = new();

    [Fact]
    public void A_click_is_in_the_second_it_happened()
    {
        _stream.Click("/a", at: 1_999);
        _stream.Click("/a", at: 2_000);

        var picture = _stream.At(3_500);

        picture.Total.Length.ShouldBe(60);
        picture.Total[^3..].ShouldBe([1, 1, 0]);
        picture.Start.ShouldBe(Stream.Noon - 56_000);
        picture.Step.ShouldBe(1000);
    }

    [Fact]
    public void The_last_bucket_holds_now_and_the_ones_that_may_still_change_are_open()
    {
        _stream.At(10_100).Open.ShouldBe(58, "a second stays open for a quarter of a second");
        _stream.At(10_250).Open.ShouldBe(59);
    }

    [Fact]
    public void Delayed_clicks_keep_seconds_open_for_longer_but_never_for_more_than_five()
    {
        for (var i = 0; i < 100; i++)
        {
            _stream.Click("/a", at: 5_000, came: 6_900);
        }

        _stream.At(12_000).Open.ShouldBe(57, "1.9 s of delay settle after two seconds");

        for (var i = 0; i < 100; i++)
        {
            _stream.Click("/a", at: 5_000, came: 65_000);
        }

        _stream.At(70_000).Open.ShouldBe(54);
    }

    [Fact]
    public void A_click_after_its_second_was_closed_raises_the_past_and_counts_as_late()
    {
        _stream.Click("/a", at: 1_000, came: 30_000);
        _stream.Click("/a", at: 1_900, came: 2_100);

        var picture = _stream.At(31_000);

        picture.Total[^31].ShouldBe(2);
        picture.Kpi.Late.ShouldBe(1);
        _stream.Live.Intake.Counters.Late.ShouldBe(1);
    }

    [Fact]
    public void A_click_older_than_the_lateness_allowed_is_dropped_and_counted()
    {
        _stream.Click("/a", at: 0, came: 600_000);
        _stream.Click("/a", at: 0, came: 600_001);

        var picture = _stream.At(600_500, window: 900);

        picture.Kpi.Total.ShouldBe(1);
        picture.Kpi.Dropped.ShouldBe(1);
        _stream.Live.Intake.Counters.Dropped(DropReason.TooLate).ShouldBe(1);
    }

    [Fact]
    public void A_time_that_cannot_be_is_replaced_by_the_messages_and_counted()
    {
        _stream.Click("/ahead", at: 12_001, came: 2_000);
        _stream.Click("/in-time", at: 12_000, came: 2_000);
        _stream.Click("/nonsense", at: 0, came: 3_000, implausible: true);

        var picture = _stream.At(13_000);

        picture.Total[^14..].ShouldBe([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
        picture.Kpi.Retimed.ShouldBe(2);
        _stream.Live.Intake.Counters.Retimed.ShouldBe(2);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(3 * 3600)]
    public void Where_now_goes_back_what_comes_counts_as_if_it_had_never_been_ahead(int ahead)
    {
        var filtered = _stream.Live.Filter(Stream.Asked(60, Dimension.Page, 10, "page:/now"));
        var view = Stream.Asked(60, Dimension.Page, 10, "page:/now");
        _stream.Click("/before", at: 0, user: "x");
        _stream.At(1_000, window: 900).Kpi.Total.ShouldBe(1);
        _stream.Click("/future", at: ahead * 1000, user: "y");
        _stream.At(ahead * 1000).Kpi.Total.ShouldBe(1);
        _stream.At(ahead * 1000, filtered, view).Kpi.Total.ShouldBe(0);

        _stream.Click("/now", at: 2_000, user: "z");
        _stream.Click("/now", at: 2_000, user: "z");
        var picture = _stream.At(3_000, window: 900);
        (picture.Kpi.Total, picture.Kpi.WindowUsers).ShouldBe((3, 2));
        _stream.At(3_000, window: 3600).Kpi.Total.ShouldBe(3);
        _stream.At(3_000, filtered, view).Kpi.Total.ShouldBe(2);
    }

    [Fact]
    public void With_the_brokers_time_a_click_is_where_its_message_is_whatever_it_says()
    {
        var stream = new Stream(new LiveOptions { Time = TimeMode.Message });

        stream.Click("/old", at: -86_400_000, came: 2_000);
        stream.Click("/nonsense", at: 0, came: 2_000, implausible: true);

        stream.At(2_500).Total[^1].ShouldBe(2);
        stream.Live.Intake.Counters.Late.ShouldBe(0);
        stream.Live.Intake.Counters.Retimed.ShouldBe(0);
    }

    [Fact]
    public void The_ranking_is_by_clicks_then_by_name_and_says_what_was_before()
    {
        _stream.Click("/b", at: -70_000);
        _stream.Click("/c", at: 1_000, weight: 3);
        _stream.Click("/b", at: 1_000);
        _stream.Click("/a", at: 2_000);
        _stream.Click("/zero", at: 2_000, weight: 0);

        var picture = _stream.At(2_500, top: 3);

        picture.Ranking.ShouldBe([
            new RankedValue("/c", 3, 0),
            new RankedValue("/a", 1, 0),
            new RankedValue("/b", 1, 1),
        ]);
        picture
            .Series.Select(one => one.Name)
            .ShouldBe(["/a", "/b", "/c"], "series keep steady places");
        picture.Series[2].Counts[^2].ShouldBe(3);
        picture.Kpi.PreviousTotal.ShouldBe(1);
    }

    [Fact]
    public void Only_the_top_values_are_ranked()
    {
        for (var page = 1; page <= 30; page++)
        {
            _stream.Click($"/{page:00}", at: 1_000, weight: page);
        }

        _stream.At(1_500, top: 2).Ranking.Select(value => value.Name).ShouldBe(["/30", "/29"]);
    }

    [Fact]
    public void The_rate_is_the_mean_of_five_closed_seconds_and_the_peak_has_its_moment()
    {
        for (var second = 0; second < 10; second++)
        {
            _stream.Click("/a", at: second * 1000, weight: second == 3 ? 40 : 10);
        }

        var kpi = _stream.At(9_900).Kpi;

        kpi.Rate.ShouldBe(10);
        kpi.PeakRate.ShouldBe(40);
        kpi.PeakAt.ShouldBe(Stream.Noon + 3_000);
    }

    [Fact]
    public void Errors_are_statuses_of_400_and_above()
    {
        _stream.Click("/a", at: 1_000, status: 399);
        _stream.Click("/a", at: 1_000, status: 404);
        _stream.Click("/a", at: 1_000, status: 503);

        var picture = _stream.At(1_500, split: Dimension.Status);

        picture.Kpi.Errors.ShouldBe(2);
        picture.Ranking.Select(value => value.Name).ShouldBe(["399", "404", "503"]);
    }

    [Fact]
    public void Absent_values_are_none()
    {
        _stream.Click("/a", at: 1_000);
        _stream.Click("/a", at: 1_000, country: "AU");

        _stream
            .At(1_500, split: Dimension.Country)
            .Ranking.Select(value => value.Name)
            .ShouldBe(["(none)", "AU"]);
    }

    [Fact]
    public void Values_beyond_the_bound_are_other_and_counted()
    {
        var stream = new Stream(new LiveOptions { MaxValuesPerDimension = 2 });

        stream.Click("/a", at: 1_000);
        stream.Click("/b", at: 1_000);
        stream.Click("/c", at: 1_000);
        stream.Click("/d", at: 1_000);

        stream.At(1_500).Ranking[0].ShouldBe(new RankedValue("(other)", 2, 0));
        stream.Live.Intake.Unnamed(Dimension.Page).ShouldBe(2);
    }

    [Fact]
    public void Users_are_counted_once_however_often_they_click()
    {
        _stream.Click("/a", at: -400_000, user: "gone");
        _stream.Click("/a", at: -200_000, user: "ann");
        _stream.Click("/a", at: 1_000, user: "bob");
        _stream.Click("/b", at: 2_000, user: "bob");

        var kpi = _stream.At(2_500).Kpi;

        kpi.ActiveUsers.ShouldBe(2);
        kpi.WindowUsers.ShouldBe(1);
    }

    [Fact]
    public void An_hour_has_buckets_of_ten_seconds_and_knows_the_hour_before()
    {
        _stream.Click("/a", at: -5_000_000, weight: 7);
        _stream.Click("/a", at: -3_000_000);
        _stream.Click("/a", at: 12_000);

        var picture = _stream.At(13_000, window: 3600);

        picture.Step.ShouldBe(10_000);
        picture.Total.Length.ShouldBe(360);
        picture.Total[^1].ShouldBe(1);
        picture.Kpi.Total.ShouldBe(2);
        picture.Kpi.PreviousTotal.ShouldBe(7);
    }

    [Fact]
    public void A_second_that_could_not_be_counted_is_null_with_its_reason()
    {
        _stream.Live.Intake.AddGap(new Gap(0, Stream.Noon - 20_000, "before_start"));

        var picture = _stream.At(0);

        picture.Total.Count(count => count is null).ShouldBe(39);
        picture.Total[^20].ShouldBe(0);
        picture.Gaps.ShouldBe([new Gap(picture.Start, Stream.Noon - 20_000, "before_start")]);
        picture.Reach.ShouldBe(Stream.Noon - 20_000);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-200, -60)]
    [InlineData(-90, -50)]
    [InlineData(-5, 0)]
    public void It_reaches_to_the_window_before_or_to_the_last_gap_before_the_window(
        int gapFrom,
        int gapTo
    )
    {
        var start = _stream.At(0).Start;
        _stream.Live.Intake.AddGap(
            new Gap(start + gapFrom * 1000, start + gapTo * 1000, "broker_away")
        );

        var reach = (_stream.At(0).Reach - start) / 1000;

        reach.ShouldBe(Math.Max(-60, gapTo));
    }

    [Fact]
    public void A_clock_that_is_years_ahead_takes_no_room_from_the_present()
    {
        _stream.Click("/a", at: 1_000);
        _stream.Click("/future", at: 86_400_000L * 365 * 3);

        _stream.At(1_500).Total[^1].ShouldBe(1);
        _stream.Live.Intake.Counters.Clicks.ShouldBe(2);
    }

    [Fact]
    public void Recording_allocates_nothing_once_its_values_are_known()
    {
        Click();
        _stream.At(1_500);
        Click();
        // A collection on another thread may charge this one for room that it had not used: the least of a few rounds counts.
        Enumerable.Range(0, 5).Min(_ => Allocated()).ShouldBe(0);

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10_000; i++)
            {
                Click();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Click() =>
            _stream.Feed.Record(
                new Click
                {
                    Time = ClickTime.At(Stream.Noon + 1_000),
                    Page = "/a"u8,
                    Country = "AU"u8,
                    User = "u-1"u8,
                    Status = 200,
                },
                messageTime: Stream.Noon + 1_000,
                arrived: Stream.Noon + 1_000
            );
    }
}
