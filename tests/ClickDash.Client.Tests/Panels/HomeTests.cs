using Bunit;
using ClickDash.Client.Live;
using ClickDash.Client.Pages;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Client.Tests.Panels;

public sealed class HomeTests : PanelTest, ILiveFeed
{
    private readonly FakeTimeProvider time = new();
    private readonly List<(View View, CancellationToken Token)> watched = [];
    private LiveState? state;
    private Snapshot? first;

    public HomeTests()
    {
        Services.AddSingleton<TimeProvider>(time);
        Services.AddScoped<LiveState>();
        Services.AddSingleton<ILiveFeed>(this);
    }

    [Fact]
    public void Before_anything_is_heard_it_connects_and_every_place_is_kept()
    {
        var home = Render<Home>();

        home.Find("[role=status]").TextContent.ShouldBe("Connecting…");
        home.FindAll(".tile").Count.ShouldBe(4);
        home.FindAll(".panel").Count.ShouldBe(2);
    }

    [Fact]
    public void The_first_picture_is_on_the_page_before_the_stream_is()
    {
        first = A.Picture();

        Render<Home>().FindAll(".tile-value")[2].TextContent.ShouldBe("588");
    }

    [Fact]
    public void A_silent_stream_turns_stale_by_the_clock_alone()
    {
        var home = Render<Home>();
        _ = home.InvokeAsync(() => state!.Receive(new LiveMessage(A.Picture())));
        home.Find("[role=status]").TextContent.ShouldBe("Live");

        time.Advance(TimeSpan.FromSeconds(5));

        home.WaitForAssertion(() => home.Find(".status").TextContent.ShouldContain("for 5"));
        home.Find("main").ClassList.ShouldContain("board-stale");
    }

    [Fact]
    public void Another_window_ends_the_old_stream_and_is_kept_in_the_address()
    {
        var home = Render<Home>();

        home.FindAll("input[name=window]")[1].Change("300");

        watched.Count.ShouldBe(2);
        watched[0].Token.IsCancellationRequested.ShouldBeTrue();
        watched[1].View.Window.ShouldBe(300);
        Browser.Query.ShouldBe("?window=300");
    }

    [Theory]
    [InlineData("900", 900)]
    [InlineData("-5", 60)]
    [InlineData("soon", 60)]
    public void The_address_says_which_window(string asked, int window)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"?window={asked}");

        Render<Home>();

        watched.Single().View.Window.ShouldBe(window);
    }

    ValueTask<Snapshot?> ILiveFeed.FirstAsync(View view, CancellationToken token) => new(first);

    Task ILiveFeed.WatchAsync(View view, LiveState state, CancellationToken token)
    {
        this.state = state;
        watched.Add((view, token));
        return Task.CompletedTask;
    }
}
