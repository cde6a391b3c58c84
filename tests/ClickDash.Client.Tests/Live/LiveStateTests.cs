using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Client.Tests.Live;

public sealed class LiveStateTests
{
    private readonly FakeTimeProvider time = new();
    private readonly LiveState state;

    public LiveStateTests() => state = new LiveState(time);

    [Fact]
    public void A_prerendered_picture_is_shown_but_not_yet_live()
    {
        state.Begin(A.Picture());

        state.Picture.ShouldNotBeNull();
        state.Status.ShouldBe(LiveStatus.Connecting);
    }

    [Fact]
    public void A_picture_makes_it_live()
    {
        state.Receive(new LiveMessage(A.Picture())).ShouldBeTrue();

        state.Status.ShouldBe(LiveStatus.Live);
    }

    [Fact]
    public void A_frame_that_follows_is_applied()
    {
        state.Receive(new LiveMessage(A.Picture()));

        state.Receive(new LiveMessage(A.Picture().Next())).ShouldBeTrue();

        state.Picture!.Sequence.ShouldBe(8);
    }

    [Fact]
    public void A_frame_that_does_not_follow_asks_for_the_whole_picture_and_changes_nothing()
    {
        state.Receive(new LiveMessage(A.Picture()));

        state.Receive(new LiveMessage(A.Picture().Next() with { Sequence = 10 })).ShouldBeFalse();

        state.Picture!.Sequence.ShouldBe(7);
    }

    [Fact]
    public void A_frame_before_any_picture_asks_for_one() =>
        state.Receive(new LiveMessage(A.Picture().Next())).ShouldBeFalse();

    [Fact]
    public void Silence_of_more_than_three_seconds_is_stale_and_says_how_long()
    {
        state.Receive(new LiveMessage(A.Picture()));
        time.Advance(TimeSpan.FromSeconds(3));
        state.Status.ShouldBe(LiveStatus.Live);

        time.Advance(TimeSpan.FromSeconds(4));

        state.Status.ShouldBe(LiveStatus.Stale);
        state.Silence.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void A_lost_connection_is_reconnecting_until_the_next_picture()
    {
        state.Receive(new LiveMessage(A.Picture()));
        state.Lose();
        state.Status.ShouldBe(LiveStatus.Reconnecting);

        state.Receive(new LiveMessage(A.Picture() with { Run = "another" }));

        state.Status.ShouldBe(LiveStatus.Live);
    }

    [Fact]
    public void A_first_connection_that_fails_is_still_connecting()
    {
        state.Begin(A.Picture());

        state.Lose();

        state.Status.ShouldBe(LiveStatus.Connecting);
    }

    [Fact]
    public void A_whole_picture_in_place_of_missing_frames_is_thinned_for_a_while()
    {
        state.Receive(new LiveMessage(A.Picture()), isFirst: true);

        state.Receive(new LiveMessage(A.Picture() with { Sequence = 12 }));

        state.IsThinned.ShouldBeTrue();
        time.Advance(LiveState.ThinnedFor);
        state.IsThinned.ShouldBeFalse();
    }

    [Fact]
    public void A_whole_picture_that_follows_at_once_is_not_thinned()
    {
        state.Receive(new LiveMessage(A.Picture()), isFirst: true);

        state.Receive(new LiveMessage(A.Picture() with { Sequence = 8 }));

        state.IsThinned.ShouldBeFalse();
    }

    [Fact]
    public void A_stream_that_begins_later_is_not_thinned()
    {
        state.Receive(new LiveMessage(A.Picture()), isFirst: true);

        state.Receive(new LiveMessage(A.Picture() with { Sequence = 99 }), isFirst: true);

        state.IsThinned.ShouldBeFalse();
    }
}
