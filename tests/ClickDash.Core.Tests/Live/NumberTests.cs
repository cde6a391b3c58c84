using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Tests.Live;

/// <summary>The numbers beside the counts: what was before, how long clicks took, what jumps.</summary>
public sealed class NumberTests
{
    private readonly Stream _stream = new();

    [Fact]
    public void The_window_before_is_drawn_behind_every_series()
    {
        _stream.Click("/a", at: 5_000);
        _stream.Click("/a", at: 65_000, weight: 2);

        var picture = _stream.At(70_000);

        var at = (int)((Stream.Noon + 65_000 - picture.Start) / 1000);
        picture.Total[at].ShouldBe(2);
        picture.Previous[at].ShouldBe(1);
        picture.Series.ShouldHaveSingleItem().Previous[at].ShouldBe(1);
    }

    [Fact]
    public void The_rate_is_set_against_the_minute_before()
    {
        for (var second = 0; second < 60; second++)
        {
            _stream.Click("/", at: second * 1000, weight: 4);
        }

        for (var second = 60; second < 65; second++)
        {
            _stream.Click("/", at: second * 1000, weight: 10);
        }

        var kpi = _stream.At(65_300).Kpi;

        kpi.Rate.ShouldBe(10);
        kpi.RateBefore.ShouldBe(4);
    }

    [Fact]
    public void Statuses_are_counted_by_class_with_those_of_the_window_before()
    {
        _stream.Click("/", at: 1_000, status: 503);
        _stream.Click("/", at: 61_000, status: 200, weight: 3);
        _stream.Click("/", at: 61_000, status: 404);
        _stream.Click("/", at: 61_000, status: 0);

        var picture = _stream.At(62_000);

        picture.Statuses.ShouldBe([
            new("(none)", 1, 0),
            new("2xx", 3, 0),
            new("4xx", 1, 0),
            new("5xx", 0, 1),
        ]);
        picture.Kpi.Errors.ShouldBe(1);
        picture.Kpi.PreviousErrors.ShouldBe(1);
    }

    [Fact]
    public void Users_of_the_window_before_are_remembered_and_unknown_until_then()
    {
        _stream.Click("/", at: 1_000, user: "ann");
        _stream.Click("/", at: 2_000, user: "bob");
        _stream.At(3_000).Kpi.PreviousWindowUsers.ShouldBeNull();

        _stream.Click("/", at: 61_000, user: "eve");
        var kpi = _stream.At(63_500).Kpi;

        kpi.WindowUsers.ShouldBe(1);
        kpi.PreviousWindowUsers.ShouldBe(2);
    }

    [Fact]
    public void Users_are_an_estimate_once_more_came_than_are_told_apart()
    {
        _stream.Click("/", at: 1_000, user: "ann");
        _stream.At(2_000).Kpi.UsersApproximate.ShouldBeFalse();

        for (var user = 0; user < 400_000; user++)
        {
            _stream.Click("/", at: 3_000 + user / 100, user: $"crowd-{user}");
        }

        _stream.At(8_000).Kpi.UsersApproximate.ShouldBeTrue();
        var view = Stream.Asked(60, Dimension.Page, top: 10, "page:/");
        _stream.At(8_000, _stream.Live.Filter(view), view).Kpi.UsersApproximate.ShouldBeTrue();
    }

    [Fact]
    public void Delays_are_from_click_to_arrival_and_of_the_last_seconds()
    {
        _stream.At(100_000).Kpi.Delay.ShouldBeNull("no click came yet");
        for (var i = 0; i < 98; i++)
        {
            _stream.Click("/", at: 100_000, came: 100_100);
        }

        _stream.Click("/", at: 91_000, came: 101_000);
        _stream.Click("/", at: 91_000, came: 101_000);

        var kpi = _stream.At(101_000).Kpi;

        kpi.Delay.ShouldNotBeNull().ShouldBeInRange(100, 112);
        kpi.Delay99.ShouldNotBeNull().ShouldBeInRange(10_000, 11_250);
        _stream.At(130_000).Kpi.Delay.ShouldBeNull("what came is too long ago");
    }

    [Fact]
    public void A_page_that_rises_tenfold_is_named_within_three_seconds()
    {
        for (var second = 0; second < 70; second++)
        {
            Usual(second);
        }

        _stream.At(70_000).Movers.ShouldBeEmpty();
        for (var second = 70; second < 73; second++)
        {
            Usual(second);
            _stream.Click("/sale", at: second * 1000, weight: 18);
        }

        var mover = _stream.At(73_000).Movers.ShouldHaveSingleItem();

        mover.Name.ShouldBe("/sale");
        mover.Usual.ShouldBe(2);
        mover.Rate.ShouldBeGreaterThan(5);
        mover.Share.ShouldBeGreaterThan(0.9);
        mover.Score.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void A_page_that_falls_silent_is_named_too()
    {
        for (var second = 0; second < 70; second++)
        {
            Usual(second, sale: second < 64 ? 20 : 0);
        }

        var mover = _stream.At(70_000).Movers.ShouldHaveSingleItem();

        mover.Name.ShouldBe("/sale");
        mover.Rate.ShouldBe(0);
        mover.Share.ShouldBeLessThan(0);
        mover.Score.ShouldBeLessThan(-3);
    }

    [Fact]
    public void Nothing_moves_while_its_usual_is_not_known()
    {
        _stream.Live.Intake.AddGap(new Gap(0, Stream.Noon, "before_start"));
        for (var second = 0; second < 30; second++)
        {
            _stream.Click("/sale", at: second * 1000, weight: second < 25 ? 1 : 50);
        }

        _stream.At(30_300).Movers.ShouldBeEmpty();
    }

    private void Usual(int second, int sale = 2)
    {
        _stream.Click("/", at: second * 1000, weight: 30);
        _stream.Click("/cart", at: second * 1000, weight: 5);
        if (sale > 0)
        {
            _stream.Click("/sale", at: second * 1000, weight: sale);
        }
    }
}
