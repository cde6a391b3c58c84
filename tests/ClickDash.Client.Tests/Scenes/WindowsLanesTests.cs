using Bunit;
using ClickDash.Client.Charts.Scenes;
using ClickDash.Client.Panels.Scenes;
using ClickDash.Client.Tests.Panels;
using ClickDash.Scenes.Windows;

namespace ClickDash.Client.Tests.Scenes;

public sealed class WindowsLanesTests : PanelTest
{
    private const long Start = A.Start;

    private static readonly WindowsPicture Picture = new(
        Now: Start + 40_000,
        Delay: 10,
        Span: 120_000,
        Length: 10_000,
        Hop: 5_000,
        Gap: 10_000,
        Newest: Start + 38_000,
        Watermark: Start + 28_000,
        Tumbling: new LanePicture(
            [
                new WindowCount(Start + 10_000, Start + 20_000, 8, 2, 3),
                new WindowCount(Start + 20_000, Start + 30_000, 4, 0, 0),
            ],
            [new WindowCount(Start + 20_000, Start + 30_000, 6, 0, 0)],
            Taken: 12,
            Partly: 0,
            Dropped: 3
        ),
        Hopping: new LanePicture([], [], Taken: 12, Partly: 1, Dropped: 2),
        Sessions: new SessionsPicture(
            [new VisitorPicture([new WindowCount(Start, Start + 25_000, 5, 0, 0)], [])],
            Count: 1,
            Taken: 5,
            Dropped: 1,
            NoRoom: 0
        ),
        Missed:
        [
            new MissedClick(Start + 12_000, Start + 31_000, Start + 21_000, "/<b>", 1, 1, false),
        ],
        Clicks: 15,
        Anonymous: 0,
        Retimed: 0,
        NotClicks: 0
    );

    [Fact]
    public void Each_window_is_a_bar_with_its_numbers_finished_where_the_watermark_has_passed_its_end()
    {
        var lanes = Render<WindowsLanes>(p =>
            p.Add(one => one.Picture, Picture).Add(one => one.Locale, A.Berlin.Locale)
        );

        var bars = lanes.FindAll("g.tumbling");
        bars.Select(bar => bar.GetAttribute("data-count")).ShouldBe(["8", "4"]);
        bars.Select(bar => bar.ClassList.Contains("final")).ShouldBe([true, false]);
        bars[0].QuerySelector(".number")!.TextContent.Trim().ShouldBe("8−3");
        bars[0]
            .QuerySelector("title")!
            .TextContent.ShouldBe(
                "13:00:10 to 13:00:20: 8 clicks by event time, 2 of them late, 3 too late; 0 by arrival. Finished."
            );
        lanes.Find(".watermark-word").TextContent.ShouldBe("watermark 13:00:28");
        lanes.FindAll("g.session.by-event").ShouldHaveSingleItem();
    }

    [Fact]
    public void Bars_are_as_tall_as_their_counts_and_as_wide_as_their_time()
    {
        var bars = new WindowsStage(Picture).Bars(0, Picture.Tumbling, Picture.Length).ToArray();

        bars[0].Tall.ShouldBe(2 * bars[1].Tall, tolerance: 0.2);
        bars[0].LateTall.ShouldBe(bars[0].Tall / 4, tolerance: 0.2);
        bars[1].ArrivedTall.ShouldBe(bars[1].Tall * 1.5, tolerance: 0.2);
        bars[0].Width.ShouldBe(bars[1].Width, tolerance: 0.2);
        (bars[1].X - bars[0].X).ShouldBe(bars[0].Width + 3, tolerance: 0.2);
    }

    [Fact]
    public void Clicks_of_long_ago_have_an_axis_of_their_own_time()
    {
        new WindowsStage(Picture).IsPast.ShouldBeFalse();
        var old = new WindowsStage(Picture with { Now = Picture.Now + 3_600_000 });

        old.IsPast.ShouldBeTrue();
        old.Bars(0, Picture.Tumbling, Picture.Length).Count().ShouldBe(2);
    }

    [Fact]
    public void What_came_too_late_says_why_and_its_page_is_text()
    {
        var missed = Render<WindowsMissed>(p =>
            p.Add(one => one.Picture, Picture).Add(one => one.Locale, A.Berlin.Locale)
        );

        missed.Find("#tumbling-dropped").TextContent.ShouldBe("3");
        missed.Find("#hopping-partly").TextContent.ShouldBe("1");
        missed.Find(".missed-clicks code").TextContent.ShouldBe("/<b>");
        missed
            .Find(".missed-clicks .note")
            .TextContent.ShouldBe(
                "Happened 13:00:12, came 13:00:31, when the watermark was at 13:00:21: its tumbling window had ended at 13:00:20; 1 of its 2 hopping windows too."
            );
    }

    [Fact]
    public void The_table_has_the_same_numbers()
    {
        var table = Render<WindowsTable>(p =>
            p.Add(one => one.Picture, Picture).Add(one => one.Locale, A.Berlin.Locale)
        );

        table
            .FindAll("tbody tr")
            .Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent)))
            .ShouldBe([
                "13:00:20 13:00:30 tumbling 4 0 0 6 open",
                "13:00:10 13:00:20 tumbling 8 2 3 0 finished",
                "13:00:00 13:00:25 session 5 0 0 – finished",
            ]);
    }
}
