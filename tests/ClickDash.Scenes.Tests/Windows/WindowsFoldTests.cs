using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Scenes.Windows;
using CsCheck;

namespace ClickDash.Scenes.Tests.Windows;

/// <summary>Windows of ten seconds, hopping by five, sessions with a gap of ten; times in milliseconds after noon.</summary>
public sealed class WindowsFoldTests
{
    private const long Noon = 1_795_348_800_000;

    // Samples run on several threads, and a format belongs to one.
    private static ClicksFormat Clicks => new();

    // Longer than any stream below: nothing is forgotten, as in the reference.
    private static readonly WindowsOptions Unforgetting = new() { Span = TimeSpan.FromDays(1) };

    // Late by up to forty seconds, more than the longest delay, often at the same moment, often at a window's very end.
    private static readonly Gen<Sent[]> Streams = Gen.Select(
            Gen.Int[0, 3_000],
            Gen.OneOf(Gen.Const(0), Gen.Int[0, 2_000], Gen.Int[0, 40_000]),
            Gen.OneOf(Gen.Const(1), Gen.Const(1_000), Gen.Const(5_000)),
            Gen.Int[0, 4]
        )
        .Array[0, 120]
        .Select(steps =>
        {
            var arrived = Noon;
            return Array.ConvertAll(
                steps,
                step =>
                {
                    arrived += step.Item1;
                    var time = (arrived - step.Item2) / step.Item3 * step.Item3;
                    return new Sent(time, arrived, step.Item4);
                }
            );
        });

    [Fact]
    public void By_event_time_every_delay_equals_the_offline_reference() =>
        Streams.Sample(
            clicks =>
            {
                var fold = Folded(clicks, Unforgetting);
                foreach (var delay in WindowsOptions.Delays)
                {
                    var offline = new OfflineWindows(clicks, delay * 1000L);
                    var picture = fold.Take(Noon, delay);

                    picture.Tumbling.ByEvent.ShouldBe(offline.Sliding(10_000, 10_000));
                    picture.Hopping.ByEvent.ShouldBe(offline.Sliding(10_000, 5_000));
                    (picture.Tumbling.Dropped, picture.Tumbling.Partly).ShouldBe(
                        offline.Lost(10_000, 10_000)
                    );
                    (picture.Hopping.Dropped, picture.Hopping.Partly).ShouldBe(
                        offline.Lost(10_000, 5_000)
                    );
                    ShouldHaveSessions(picture, clicks, offline, byEvent: true);
                }
            },
            iter: 200
        );

    [Fact]
    public void By_arrival_it_equals_the_offline_reference_of_arrivals_and_nothing_is_dropped() =>
        Streams.Sample(
            clicks =>
            {
                var arrivals = Array.ConvertAll(clicks, one => one with { Time = one.Arrived });
                var offline = new OfflineWindows(arrivals, delay: null);
                var picture = Folded(clicks, Unforgetting).Take(Noon, delay: 0);

                picture.Tumbling.ByArrival.ShouldBe(offline.Sliding(10_000, 10_000));
                picture.Hopping.ByArrival.ShouldBe(offline.Sliding(10_000, 5_000));
                ShouldHaveSessions(picture, arrivals, offline, byEvent: false);
            },
            iter: 200
        );

    [Fact]
    public void Ticks_between_the_clicks_change_nothing_within_the_picture() =>
        Gen.Select(Streams, Gen.Int[1, 3])
            .Sample(
                (clicks, every) =>
                {
                    var (ticked, quiet) = (new WindowsFold(), Folded(clicks));
                    for (var i = 0; i < clicks.Length; i++)
                    {
                        Send(ticked, clicks[i]);
                        if (i % every == 0)
                        {
                            ticked.Advance(clicks[i].Arrived);
                        }
                    }

                    var now = clicks.LastOrDefault()?.Arrived ?? Noon;
                    ticked.Advance(now);
                    quiet.Advance(now);
                    ticked.Take(now, 10).ShouldBeEquivalentTo(quiet.Take(now, 10));
                },
                iter: 100
            );

    [Fact]
    public void Partitions_that_are_read_one_after_the_other_give_the_same_picture() =>
        Streams
            .Select(clicks => clicks.DistinctBy(click => click.Arrived).ToArray())
            .Sample(
                clicks =>
                {
                    var apart = clicks.OrderBy(click => click.User).ToArray();
                    var now = clicks.LastOrDefault()?.Arrived ?? Noon;

                    Folded(apart).Take(now, 10).ShouldBeEquivalentTo(Folded(clicks).Take(now, 10));
                },
                iter: 100
            );

    [Fact]
    public void A_late_click_joins_its_window_until_the_watermark_has_reached_its_end()
    {
        var fold = Folded([At(4_000), At(19_999), At(6_000, came: 20_000)]);

        fold.Take(Noon, delay: 10)
            .Tumbling.ByEvent[0]
            .ShouldBe(new WindowCount(Noon, Noon + 10_000, Count: 2, Late: 1, Missed: 0));

        Send(fold, At(20_000));
        Send(fold, At(7_000, came: 20_001));
        fold.Advance(Noon + 20_001);
        var picture = fold.Take(Noon, delay: 10);

        picture.Watermark.ShouldBe(Noon + 10_000);
        picture.Tumbling.ByEvent[0].Count.ShouldBe(2);
        picture.Tumbling.ByEvent[0].Missed.ShouldBe(1);
        picture.Tumbling.Dropped.ShouldBe(1);
    }

    [Fact]
    public void A_hopping_click_may_miss_one_of_its_windows_and_join_the_other()
    {
        var fold = Folded([At(20_000), At(7_000, came: 20_000)]);

        var picture = fold.Take(Noon, delay: 10);

        picture.Hopping.Partly.ShouldBe(1);
        picture.Hopping.Dropped.ShouldBe(0);
        var missed = picture.Missed.ShouldHaveSingleItem();
        (missed.Tumbling, missed.Hopping, missed.Session).ShouldBe((1, 1, false));
        (missed.Time, missed.Watermark, missed.Page).ShouldBe((Noon + 7_000, Noon + 10_000, "/p"));
    }

    [Fact]
    public void A_longer_delay_keeps_what_a_shorter_one_drops()
    {
        var fold = Folded([At(40_000), At(22_000, came: 40_000)]);

        WindowsOptions
            .Delays.Select(delay => fold.Take(Noon, delay).Tumbling.Dropped)
            .ShouldBe([1, 1, 1, 1, 0, 0]);
    }

    [Fact]
    public void A_click_between_two_sessions_of_its_visitor_makes_them_one()
    {
        var fold = Folded([At(0), At(19_000), At(9_500, came: 19_100)]);

        fold.Take(Noon, delay: 20)
            .Sessions.Visitors[0]
            .ByEvent.ShouldBe([new WindowCount(Noon, Noon + 29_000, Count: 3, Late: 0, Missed: 0)]);
    }

    [Fact]
    public void Without_new_clicks_event_time_stands_still_and_arrival_goes_on()
    {
        var fold = Folded([At(1_000)]);

        fold.Advance(Noon + 600_000);
        var picture = fold.Take(Noon + 600_000, delay: 0);

        picture.Watermark.ShouldBe(Noon + 1_000);
        picture.Tumbling.ByEvent.Length.ShouldBe(1);
        picture.Tumbling.ByArrival.ShouldBeEmpty();
    }

    [Fact]
    public void A_time_too_far_ahead_is_the_messages_and_does_not_close_what_is_open()
    {
        var fold = Folded([At(1_000), At(3_600_000, came: 2_000)]);

        var picture = fold.Take(Noon, delay: 0);

        picture.Retimed.ShouldBe(1);
        picture.Newest.ShouldBe(Noon + 2_000);
    }

    [Fact]
    public void What_is_no_click_is_counted_and_the_rest_goes_on()
    {
        var fold = new WindowsFold();

        fold.Record(Clicks, default, "12:00:01, 7"u8, Noon).ShouldBe(DropReason.Malformed);
        fold.Record(Clicks, default, "{\"page\":\"/\"}"u8, Noon).ShouldBe(DropReason.None);

        fold.Advance(Noon);
        var picture = fold.Take(Noon, delay: 0);
        (picture.NotClicks, picture.Clicks, picture.Anonymous).ShouldBe((1, 1, 1));
    }

    [Fact]
    public void Windows_and_sessions_older_than_the_picture_are_forgotten()
    {
        var fold = Folded([At(0), At(200_000)]);
        fold.Advance(Noon + 200_000);

        var picture = fold.Take(Noon + 200_000, delay: 10);

        picture.Tumbling.ByEvent.ShouldHaveSingleItem().Start.ShouldBe(Noon + 200_000);
        picture.Sessions.Count.ShouldBe(1);
        picture.Tumbling.Taken.ShouldBe(2);
    }

    [Fact]
    public void Sessions_without_room_are_dropped_with_that_word_until_old_ones_are_forgotten()
    {
        var fold = new WindowsFold(
            new WindowsOptions { MostSessions = 2, Span = TimeSpan.FromSeconds(30) }
        );
        Array.ForEach(
            [At(0, user: 1), At(0, user: 2), At(0, user: 3), At(60_000, user: 4)],
            click => Send(fold, click)
        );
        fold.Advance(Noon + 60_000);
        var full = fold.Take(Noon, delay: 0).Sessions;
        Send(fold, At(60_000, user: 5));
        fold.Advance(Noon + 60_000);
        var roomy = fold.Take(Noon, delay: 0).Sessions;

        (full.Taken, full.NoRoom, full.Dropped).ShouldBe((2, 2, 0));
        (roomy.Taken, roomy.NoRoom, roomy.Dropped).ShouldBe((3, 2, 0));
    }

    [Theory]
    [InlineData("Length", "ten", "is 'ten'; it takes 00:00:01 to 00:01:00")]
    [InlineData("Gap", "00:02:00", "is '00:02:00'; it takes 00:00:01 to 00:01:00")]
    [InlineData("Hop", "00:00:11", "is '00:00:11'; it takes up to the length, 00:00:10")]
    [InlineData("Size", "00:00:05", "is not an option; there are Length, Hop and Gap")]
    public void Wrong_settings_are_named(string option, string got, string problem)
    {
        WindowsOptions.Read(new Dictionary<string, string> { [option] = got }, out var problems);

        problems.ShouldBe([(option, problem)]);
    }

    [Fact]
    public void Lengths_are_settings()
    {
        var options = WindowsOptions.Read(
            new Dictionary<string, string> { ["length"] = "00:00:20", ["Gap"] = "00:00:05" },
            out var problems
        );

        problems.ShouldBeEmpty();
        (options.Length, options.Hop, options.Gap).ShouldBe(
            (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5))
        );
    }

    private static void ShouldHaveSessions(
        WindowsPicture picture,
        Sent[] clicks,
        OfflineWindows offline,
        bool byEvent
    )
    {
        var users = clicks.Select(click => click.User).Distinct().ToArray();
        var expected = Array.ConvertAll(users, user => offline.Sessions(user, 10_000));
        for (var row = 0; row < users.Length; row++)
        {
            var visitor = picture.Sessions.Visitors[row];
            (byEvent ? visitor.ByEvent : visitor.ByArrival).ShouldBe(expected[row].Sessions);
        }

        if (byEvent)
        {
            picture.Sessions.Dropped.ShouldBe(expected.Sum(one => one.Dropped));
        }
    }

    private static Sent At(long time, long? came = null, int user = 1) =>
        new(Noon + time, Noon + (came ?? time), user);

    private static WindowsFold Folded(Sent[] clicks, WindowsOptions? options = null)
    {
        var fold = new WindowsFold(options);
        Array.ForEach(clicks, click => Send(fold, click));
        fold.Advance(clicks.Select(click => click.Arrived).DefaultIfEmpty(Noon).Max());
        return fold;
    }

    private static void Send(WindowsFold fold, Sent click) =>
        fold.Record(
                Clicks,
                default,
                Encoding.UTF8.GetBytes(
                    $$"""{"ts":{{click.Time}},"page":"/p","user":"u{{click.User}}"}"""
                ),
                click.Arrived
            )
            .ShouldBe(DropReason.None);
}
