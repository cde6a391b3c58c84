using ClickDash.Client.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Live;

public sealed class HubFeedTests : IDisposable
{
    private readonly CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken
    );
    private readonly LiveState state = new(TimeProvider.System);
    private readonly List<LiveStatus> seen = [];
    private readonly TaskCompletionSource arrived = new();
    private long awaited;

    public HubFeedTests() =>
        state.Changed += (_, _) =>
        {
            if (seen.Count == 0 || seen[^1] != state.Status)
            {
                seen.Add(state.Status);
            }

            if (state.Picture?.Sequence == awaited)
            {
                arrived.TrySetResult();
            }
        };

    public void Dispose() => end.Dispose();

    [Fact]
    public async Task Frames_follow_the_whole_picture()
    {
        await using var hub = await ScriptedHub.StartAsync(0, [A.Picture(), A.Picture().Next()]);

        await WatchUntilAsync(hub, sequence: 8);

        seen.ShouldBe([LiveStatus.Live]);
        hub.Watched.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_server_that_refuses_is_tried_until_it_answers()
    {
        await using var hub = await ScriptedHub.StartAsync(refusals: 4, [A.Picture()]);

        await WatchUntilAsync(hub, sequence: 7);

        seen.ShouldBe([LiveStatus.Live]);
    }

    [Fact]
    public async Task Where_a_key_is_asked_for_the_page_is_loaded_anew_so_that_one_can_sign_in()
    {
        await using var hub = await ScriptedHub.StartAsync(refusals: 1, [A.Picture()]);
        hub.Refusal = 401;
        await using var feed = hub.Feed();

        await feed.WatchAsync(View.Default, state, end.Token);

        hub.Reloads.ShouldBe(1);
        hub.Watched.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_frame_that_does_not_follow_is_answered_by_watching_anew()
    {
        var stray = A.Picture().Next() with { Sequence = 10 };
        var later = A.Picture() with { Sequence = 11 };
        await using var hub = await ScriptedHub.StartAsync(0, [A.Picture(), stray], [later]);

        await WatchUntilAsync(hub, sequence: 11);

        seen.ShouldBe([LiveStatus.Live]);
        hub.Watched.Count.ShouldBe(2);
        state.IsThinned.ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_that_is_cut_heals_and_brings_the_whole_picture()
    {
        var later = A.Picture() with { Sequence = 40 };
        await using var hub = await ScriptedHub.StartAsync(
            0,
            [A.Picture(), ScriptedHub.Cut],
            [later]
        );

        await WatchUntilAsync(hub, sequence: 40);

        seen.ShouldBe([LiveStatus.Live, LiveStatus.Reconnecting, LiveStatus.Live]);
        state.IsThinned.ShouldBeFalse();
    }

    [Fact]
    public async Task A_whole_picture_within_a_stream_that_skips_some_is_thinned()
    {
        var later = A.Picture() with { Sequence = 20 };
        await using var hub = await ScriptedHub.StartAsync(0, [A.Picture(), later]);

        await WatchUntilAsync(hub, sequence: 20);

        state.IsThinned.ShouldBeTrue();
    }

    [Fact]
    public async Task The_view_is_asked_for_as_it_is()
    {
        await using var hub = await ScriptedHub.StartAsync(0, [A.Picture()]);

        await WatchUntilAsync(hub, sequence: 7, View.Default.Over(900));

        hub.Watched.ShouldHaveSingleItem().Window.ShouldBe(900);
    }

    /// <summary>Watches until this picture is there, then ends the watching, which must be quiet.</summary>
    private async Task WatchUntilAsync(ScriptedHub hub, long sequence, View? view = null)
    {
        awaited = sequence;
        await using var feed = hub.Feed();
        var watching = feed.WatchAsync(view ?? View.Default, state, end.Token);
        await Task.WhenAny(arrived.Task, watching);
        arrived.Task.IsCompleted.ShouldBeTrue();
        await end.CancelAsync();
        await watching;
    }
}
