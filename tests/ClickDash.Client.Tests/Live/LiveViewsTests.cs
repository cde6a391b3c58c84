using ClickDash.Client.Live;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Live;

public sealed class LiveViewsTests : ILiveFeed, IDisposable
{
    private static readonly View Minutes = View.Default.Over(300);

    private readonly List<(View View, LiveState State, CancellationToken Token)> watched = [];
    private readonly LiveViews views;

    public LiveViewsTests() => views = new LiveViews(this, TimeProvider.System);

    [Fact]
    public void What_is_watched_already_is_left_alone_and_what_is_gone_is_ended()
    {
        views.Watch(View.Default, [Dimension.Country, Dimension.Device]);
        views.Watch(View.Default, [Dimension.Country]);

        watched
            .Select(one => one.View.Split)
            .ShouldBe([Dimension.Page, Dimension.Country, Dimension.Device]);
        watched.Select(one => one.Token.IsCancellationRequested).ShouldBe([false, false, true]);
    }

    [Fact]
    public void Lists_beside_have_the_same_window_and_filters()
    {
        var view = FilterText.Toggle(Minutes, "page:/cart")!;

        views.Watch(view, [Dimension.Country]);

        watched[1].View.Window.ShouldBe(300);
        watched[1].View.Request.Filters.ShouldBe(["page:/cart"]);
    }

    [Fact]
    public void All_pictures_that_are_shown_are_of_one_moment_live_and_frozen()
    {
        views.Watch(View.Default, [Dimension.Device]);
        ReceiveAll(tick: 0);
        var changes = 0;
        views.Changed += (_, _) => changes++;

        Receive(Of(View.Default, tick: 1));
        Shown().ShouldBe((0, 0), "the device's picture is on its way");
        views.Freeze();
        Shown().ShouldBe((0, 0));
        views.Thaw();

        changes = 0;
        watched[1].State.Receive(new LiveMessage(Of(Device, tick: 1)));
        Shown().ShouldBe((1, 1));
        changes.ShouldBe(1);
    }

    [Fact]
    public void A_stream_that_leaves_out_ticks_does_not_hold_the_others_up_for_long()
    {
        views.Watch(View.Default, [Dimension.Device]);
        ReceiveAll(tick: 0);
        for (var tick = 1; tick <= 3; tick++)
        {
            Receive(Of(View.Default, tick));
        }

        Shown().ShouldBe((3, 0));
    }

    private static View Device => LiveViews.Side(View.Default, Dimension.Device);

    private static Snapshot Of(View view, int tick)
    {
        var picture = A.Picture();
        return picture with
        {
            View = view.Request,
            Sequence = picture.Sequence + tick,
            Now = picture.Now + tick * 250,
        };
    }

    private void ReceiveAll(int tick)
    {
        Receive(Of(View.Default, tick));
        watched[1].State.Receive(new LiveMessage(Of(Device, tick)));
    }

    private (long Page, long Device) Shown()
    {
        var first = A.Picture().Now;
        return (
            (views.Picture!.Now - first) / 250,
            (views.Beside(Dimension.Device)!.Now - first) / 250
        );
    }

    [Fact]
    public void Frozen_pictures_stand_and_what_comes_since_is_counted()
    {
        views.Watch(View.Default, []);
        Receive(A.Picture());
        views.Freeze();

        var more = A.Picture() with { Sequence = 8 };
        more.Total[59] += 4;
        more.Total[20] += 1;
        Receive(more);

        views.Picture!.Sequence.ShouldBe(7);
        views.Since.ShouldBe(5);
        views.Thaw();
        views.Picture!.Sequence.ShouldBe(8);
    }

    [Fact]
    public void Seconds_that_pass_while_frozen_are_counted_once()
    {
        views.Watch(View.Default, []);
        Receive(A.Picture());
        views.Freeze();

        // Two seconds on: what was the first two is now of the window before.
        var picture = A.Picture();
        var on = picture with
        {
            Start = picture.Start + 2000,
            Total = [.. picture.Total[2..], 6, 2],
            Previous = [.. picture.Previous[2..], .. picture.Total[..2]],
        };
        Receive(on);
        Receive(on);

        views.Since.ShouldBe(8);
    }

    [Fact]
    public void Another_view_chosen_while_frozen_stands_from_its_first_picture_on()
    {
        views.Watch(View.Default, []);
        Receive(A.Picture());
        views.Freeze();
        var frozenAt = views.FrozenAt;
        views.Watch(Minutes, []);

        Receive(A.Picture().Of(Minutes) with { Sequence = 9, Now = A.Start + 70_000 });
        Receive(A.Picture().Of(Minutes) with { Sequence = 10, Now = A.Start + 71_000 });

        views.Picture!.Sequence.ShouldBe(9);
        views.FrozenAt.ShouldBe(frozenAt);
    }

    public void Dispose() => views.Dispose();

    private void Receive(Snapshot picture) =>
        watched
            .Last(one => one.View.Split == Dimension.Page)
            .State.Receive(new LiveMessage(picture), isFirst: true);

    ValueTask<Snapshot?> ILiveFeed.FirstAsync(View view, CancellationToken token) =>
        new((Snapshot?)null);

    Task ILiveFeed.WatchAsync(View view, LiveState state, CancellationToken token)
    {
        watched.Add((view, state, token));
        return Task.CompletedTask;
    }
}
