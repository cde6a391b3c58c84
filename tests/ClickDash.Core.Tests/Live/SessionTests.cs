using System.Text.Json;
using ClickDash.Core.Live;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

public sealed class SessionTests
{
    private readonly Stream _stream = new(new LiveOptions { SessionGap = TimeSpan.FromMinutes(5) });

    [Fact]
    public void A_pause_longer_than_the_gap_begins_another_session()
    {
        _stream.Click("/", at: 0, user: "ann");
        _stream.Click("/", at: 300_000, user: "ann");
        _stream.Click("/", at: 601_000, user: "ann");
        _stream.Click("/", at: 601_000, user: "bob");

        var kpi = _stream.At(700_000, window: 900).Kpi;

        kpi.Sessions.ShouldBe(3);
        kpi.WindowUsers.ShouldBe(2);
    }

    [Fact]
    public void A_session_is_of_the_window_it_began_in()
    {
        _stream.Click("/", at: 0, user: "ann");
        _stream.Click("/", at: 50_000, user: "ann");
        _stream.Click("/", at: 70_000, user: "bob");

        var kpi = _stream.At(80_000).Kpi;

        kpi.Sessions.ShouldBe(1);
        kpi.PreviousSessions.ShouldBe(1);
    }

    [Fact]
    public void A_late_click_moves_the_beginning_of_its_session()
    {
        _stream.Click("/", at: 70_000, user: "ann");
        _stream.Click("/", at: 10_000, came: 71_000, user: "ann");

        var kpi = _stream.At(80_000).Kpi;

        kpi.Sessions.ShouldBe(0);
        kpi.PreviousSessions.ShouldBe(1);
    }

    [Fact]
    public void People_are_estimates_while_a_window_has_clicks_that_nobody_can_read_again()
    {
        _stream.Live.Intake.Past.Miss([new Absence("clicks", Stream.Noon + 50_000)]);
        _stream.Click("/", at: 100_000, user: "ann");
        _stream.At(101_000, window: 300).Kpi.UsersApproximate.ShouldBeTrue();
        _stream.At(101_000, window: 60).Kpi.UsersApproximate.ShouldBeTrue();
        var later = _stream.At(112_000, window: 60).Kpi;
        later.UsersApproximate.ShouldBeFalse("it begins later");
        later.ActiveUsersApproximate.ShouldBeTrue("five minutes begin earlier");
        _stream.At(352_000, window: 900).Kpi.ActiveUsersApproximate.ShouldBeFalse();

        _stream.Live.Intake.Past.Miss([]);
        _stream.At(353_000, window: 900).Kpi.UsersApproximate.ShouldBeFalse();
    }

    [Fact]
    public void People_and_sessions_of_an_earlier_run_are_there_once_its_clicks_are_read_again()
    {
        _stream.Click("/", at: 100_000, user: "ann");
        _stream.At(101_000).Kpi.WindowUsers.ShouldBe(1);
        Again(at: 10_000, user: "ann");
        Again(at: 20_000, user: "bob");
        _stream.At(102_000, window: 300).Kpi.WindowUsers.ShouldBe(1);

        _stream.Live.Intake.Past.End();
        _stream.Click("/", at: 103_000, user: "eve");
        var kpi = _stream.At(104_000, window: 300).Kpi;

        (kpi.WindowUsers, kpi.ActiveUsers, kpi.Sessions).ShouldBe((3, 3, 3), "ann was never away");
        _stream.Click("/", at: 105_000, user: "kim");
        _stream.At(106_000, window: 300).Kpi.WindowUsers.ShouldBe(4);

        void Again(long at, string user) =>
            _stream.Feed.Refill(
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        page = "/",
                        user,
                        ts = Stream.Noon + at,
                    }
                ),
                Stream.Noon + at,
                Stream.Noon + at
            );
    }

    [Fact]
    public void Clicks_without_a_user_are_no_session()
    {
        _stream.Click("/", at: 0);

        _stream.At(1_000).Kpi.Sessions.ShouldBe(0);
    }

    [Fact]
    public void Sessions_equal_a_recount_of_clicks_in_order()
    {
        Gen.Select(Gen.Int[0, 5], Gen.Long[0, 3_500_000])
            .Array[0, 100]
            .Sample(
                clicks =>
                {
                    var stream = new Stream(
                        new LiveOptions { SessionGap = TimeSpan.FromMinutes(5) }
                    );
                    foreach (var (user, at) in clicks.OrderBy(click => click.Item2))
                    {
                        stream.Click("/", at, user: $"u{user}");
                    }

                    stream
                        .At(3_599_999, window: 3600)
                        .Kpi.Sessions.ShouldBe(
                            clicks
                                .GroupBy(click => click.Item1, click => click.Item2 / 1000)
                                .Sum(user => Begun([.. user.Order()]))
                        );
                },
                iter: 200
            );
    }

    private static int Begun(long[] seconds) =>
        1 + seconds.Zip(seconds.Skip(1)).Count(pair => pair.Second - pair.First > 300);
}
