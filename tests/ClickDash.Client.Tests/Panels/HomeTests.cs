using Bunit;
using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Client.Pages;
using ClickDash.Client.Panels;
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
        Services.AddScoped<LiveViews>();
        Services.AddSingleton<ILiveFeed>(this);
    }

    [Fact]
    public void Before_anything_is_heard_it_connects_and_every_place_is_kept()
    {
        var home = Render<Home>();

        home.Find("[role=status]").TextContent.ShouldBe("Connecting…");
        home.FindAll(".tile").Count.ShouldBe(7);
        home.FindAll(".panel").Count.ShouldBe(9);
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
    public void Another_window_ends_the_old_streams_and_is_kept_in_the_address()
    {
        var home = Render<Home>();

        home.FindAll("input[name=window]")[1].Change("300");

        watched.Count.ShouldBe(8);
        watched.Take(4).ShouldAllBe(one => one.Token.IsCancellationRequested);
        watched.Skip(4).ShouldAllBe(one => one.View.Window == 300);
        Browser.Query.ShouldBe("?window=300");
    }

    [Fact]
    public void The_page_watches_four_views_and_fewer_where_panels_are_hidden()
    {
        Browser.Kept["panels"] = "-first,-second,-third,-feed";

        Render<Home>();

        watched.Single().View.ShouldBe(View.Default);
    }

    [Theory]
    [InlineData("?window=900", 900, "page", 0)]
    [InlineData("?split=country&filter=page:/cart&filter=device:mobile", 60, "country", 2)]
    public void The_address_says_what_is_shown(string query, int window, string split, int filters)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(query);

        var home = Render<Home>();

        watched[0].View.Window.ShouldBe(window);
        watched[0].View.Request.Split.ShouldBe(split);
        home.FindAll(".chip").Count.ShouldBe(filters);
    }

    [Fact]
    public void An_address_that_asks_for_what_there_is_not_says_so_and_shows_the_usual()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("?window=soon");

        var home = Render<Home>();

        home.Find(".notice").TextContent.ShouldContain("window is 'soon'");
        watched[0].View.ShouldBe(View.Default.WithFeed(FeedPanel.Rows));
    }

    [Fact]
    public void A_bar_filters_and_its_chip_takes_the_filter_away()
    {
        first = A.Picture();
        var home = Render<Home>();

        home.FindAll(".ranked button")[1].Click();
        Browser.Query.ShouldBe("?filter=page:/cart");
        home.Find(".chip-value").TextContent.ShouldBe("/cart");

        home.Find(".chip").Click();
        Browser.Query.ShouldBe("");
        home.FindAll(".chip").ShouldBeEmpty();
    }

    [Fact]
    public void Going_back_shows_what_was_before()
    {
        first = A.Picture();
        var home = Render<Home>();
        home.FindAll(".ranked button")[1].Click();

        _ = home.InvokeAsync(() => Browser.Travel(""));

        home.FindAll(".chip").ShouldBeEmpty();
        watched[^4].View.ShouldBe(View.Default.WithFeed(FeedPanel.Rows));
    }

    [Fact]
    public void Keys_choose_freeze_and_undo()
    {
        first = A.Picture();
        var home = Render<Home>();
        void Press(string key) => _ = home.InvokeAsync(() => Browser.Press(key));

        Press("2");
        Browser.Query.ShouldBe("?window=300");
        home.FindAll(".ranked button")[0].Click();
        Press("Backspace");
        Browser.Query.ShouldBe("?window=300");
        Press("f");
        home.Find(".frozen").TextContent.ShouldContain("+0 since");
        home.Find("main").ClassList.ShouldContain("board-frozen");
        Press("Escape");
        home.FindAll(".frozen").ShouldBeEmpty();
        Press("?");
        Browser.Dialog.ShouldBe("sheet");
    }

    [Fact]
    public void A_closer_look_survives_what_comes_and_stands_in_the_address()
    {
        first = A.Picture();
        var home = Render<Home>();

        _ = home.InvokeAsync(() => Browser.Move(ChartMove.Stretch, 0.25, 0.5));
        _ = home.InvokeAsync(() => state!.Receive(new LiveMessage(A.Picture()), isFirst: true));
        _ = home.InvokeAsync(() => time.Advance(TimeSpan.FromSeconds(1)));

        home.WaitForAssertion(() =>
            Browser.Query.ShouldBe($"?zoom={A.Start + 15_000}-{A.Start + 30_000}")
        );
        home.Find(".zoomed").TextContent.ShouldStartWith("15 s");
        home.Find(".zoomed").Click();
        home.FindAll(".zoomed").ShouldBeEmpty();
    }

    [Fact]
    public void A_replay_is_told_from_live_and_one_key_leads_back()
    {
        first = A.Picture();
        var home = Render<Home>();

        _ = home.InvokeAsync(() => Browser.Press("r"));

        home.Find("main").ClassList.ShouldContain("board-past");
        home.Find(".past").TextContent.ShouldContain("Replay, not live");
        home.Find(".past").TextContent.ShouldContain("3 min 0 s ago");
        home.Find("[role=status]").TextContent.ShouldBe("Not live");
        home.FindAll(".tile-note")[3].TextContent.ShouldBe("not stored");
        Stored.Asked[0].Seconds.ShouldBe(1);
        (Stored.Asked[0].End - Stored.Asked[0].Start).ShouldBe(60_000);
        Stored.Asked.Count.ShouldBe(4, "the line's view and the three lists");

        time.Advance(TimeSpan.FromSeconds(1));
        home.WaitForAssertion(() => home.Find(".past").TextContent.ShouldContain("2 min 55 s ago"));

        _ = home.InvokeAsync(() => Browser.Press("f"));
        home.FindAll(".past").ShouldBeEmpty();
        home.Find("main").ClassList.ShouldNotContain("board-past");
    }

    [Fact]
    public void What_the_store_cannot_tell_is_said_in_its_words()
    {
        first = A.Picture();
        Stored.Problem = "history takes one dimension";
        var home = Render<Home>();

        _ = home.InvokeAsync(() => Browser.Press(","));

        home.Find(".past-problem").TextContent.ShouldBe("history takes one dimension");
    }

    [Fact]
    public void The_line_is_compared_with_an_hour_before_by_choice()
    {
        first = A.Picture();
        var home = Render<Home>();

        home.Find("#compare").Change("Hour");

        home.Find(".key-before").TextContent.ShouldBe("an hour before");
        Stored.Asked.Single().Start.ShouldBe(A.Start - 3_600_000);
    }

    [Fact]
    public void The_line_is_compared_with_the_lesson_before_from_beginning_to_beginning()
    {
        first = A.Picture();
        const long Between = 7 * 60_000;
        Stored.Marks =
        [
            new Mark("a", A.Start - Between, MarkKind.Lesson, "New lesson"),
            new Mark("b", A.Start - 5000, MarkKind.Note, "a note"),
            new Mark("c", A.Start, MarkKind.Lesson, "New lesson"),
        ];
        var home = Render<Home>();

        home.Find("#compare").Change("Lesson");

        home.Find(".key-before").TextContent.ShouldBe("the lesson before");
        Stored.Asked.Single().Start.ShouldBe(A.Start - Between);
    }

    [Fact]
    public void How_it_stands_is_spoken_when_asked_for_and_not_before()
    {
        first = A.Picture();
        var home = Render<Home>();
        string Spoken() => home.Find("#say + [role=status]").TextContent;
        Spoken().ShouldBeEmpty();

        _ = home.InvokeAsync(() => Browser.Press("i"));
        var said = Spoken();
        said.ShouldContain(" clicks a second; 588 in the last minute.");
        said.ShouldContain("Most of them: /, ");

        _ = home.InvokeAsync(() => state!.Receive(new LiveMessage(A.Picture()), isFirst: true));
        Spoken().ShouldBe(said);
    }

    [Fact]
    public void The_tile_of_errors_shows_them_alone_and_all_again()
    {
        first = A.Picture();
        var home = Render<Home>();
        void Follow() => home.FindAll("button.tile-lead")[4].Click();

        Follow();
        Browser.Query.ShouldBe("?filter=status:4xx&filter=status:5xx");
        Follow();
        Browser.Query.ShouldBe("");
    }

    [Fact]
    public void How_old_the_picture_is_is_said_on_demand_with_its_parts()
    {
        Counted.Next = A.Totals(messages: 97, skipped: 3);
        var home = Render<Home>();
        Browser.Measured = new PaintDelay(48, 90, Count: 12, RoundTrip: 3);
        _ = home.InvokeAsync(() => Browser.Press("d"));
        _ = home.InvokeAsync(() => state!.Receive(new LiveMessage(A.Picture()), isFirst: true));
        _ = home.InvokeAsync(() => state!.Receive(new LiveMessage(A.Picture().Next())));

        // 20 + 250 / 2 + 48, and 180 + 250 + 90.
        home.Find(".delay strong")
            .TextContent.ShouldBe(
                "Produced to painted: half within 193\u00A0ms, 99% within 520\u00A0ms"
            );
        home.Find(".delay").TextContent.ShouldContain("clocks compared to ±2\u00A0ms");
        home.Find(".delay-sum").TextContent.ShouldBe("100 of 100 offsets accounted for");

        _ = home.InvokeAsync(() => Browser.Press("d"));
        home.FindAll(".delay").ShouldBeEmpty();
    }

    [Fact]
    public void A_panel_can_have_the_page_for_itself_and_others_are_not_watched_meanwhile()
    {
        var home = Render<Home>();

        _ = home.InvokeAsync(() => Browser.Press("e", "line"));

        home.FindAll(".panel").Count.ShouldBe(1);
        watched.Count(one => !one.Token.IsCancellationRequested).ShouldBe(1);
        _ = home.InvokeAsync(() => Browser.Press("Escape"));
        home.FindAll(".panel").Count.ShouldBe(9);
    }

    [Fact]
    public void A_hidden_panel_is_kept_hidden()
    {
        var home = Render<Home>();

        home.Find("#heat-menu button:nth-of-type(4)").Click();

        home.FindAll(".panel-heat").ShouldBeEmpty();
        Browser.Kept["panels"].ShouldContain("-heat");
    }

    [Fact]
    public void What_is_shown_is_saved_under_its_moment()
    {
        first = A.Picture();
        var home = Render<Home>();

        home.FindAll("#ranking-menu button")
            .Single(button => button.TextContent == "Save as CSV")
            .Click();

        Browser.Saved!.Value.Name.ShouldBe("clickdash-ranking-20260101T120059Z.csv");
        Browser.Saved.Value.Text.ShouldContain("/cart,188,200");
    }

    ValueTask<Snapshot?> ILiveFeed.FirstAsync(View view, CancellationToken token) =>
        new(first is null ? null : first.Of(view));

    Task ILiveFeed.WatchAsync(View view, LiveState state, CancellationToken token)
    {
        this.state ??= state;
        watched.Add((view, token));
        return Task.CompletedTask;
    }
}
