using AngleSharp.Dom;
using Bunit;
using ClickDash.Client.Panels;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Panels;

/// <summary>A value's bar, name and numbers, as the ranking shows it.</summary>
public sealed class ValueRowTests : PanelTest
{
    [Fact]
    public void Each_page_has_its_count_its_share_of_the_whole_window_and_a_bar()
    {
        var rows = Rows(A.Picture(new("/", 294, 200), new("/cart", 147, 147)));

        rows.Select(row => Text(row, "count")).ShouldBe(["294", "147"]);
        rows.Select(row => Text(row, "share")).ShouldBe(["50,0%", "25,0%"]);
        Length(rows[0]).ShouldBeInRange(0.5, 0.7);
        Length(rows[1]).ShouldBe(Length(rows[0]) / 2, 0.001);
    }

    [Theory]
    [InlineData(300, 200, "+50%")]
    [InlineData(100, 200, "−50%")]
    [InlineData(200, 200, "±0%")]
    [InlineData(1209, 1213, "±0%")]
    [InlineData(200, 8, "×25")]
    [InlineData(200, 0, "new")]
    public void Its_change_is_against_the_window_before(long count, long previous, string change) =>
        Text(Rows(A.Picture(new RankedValue("/", count, previous)))[0], "change").ShouldBe(change);

    [Fact]
    public void Against_a_window_that_was_not_counted_whole_there_is_no_change() =>
        Rows(A.Picture() with { Reach = A.Start })
            .ShouldAllBe(row => row.QuerySelector(".value-change") == null);

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>")]
    [InlineData("<b>a</b> & %{x}", "<b>a</b> & %{x}")]
    [InlineData("a\u202Eb\nc", "a\uFFFDb\uFFFDc")]
    public void Its_name_is_text_and_whole_when_it_is_pointed_at(string name, string shown)
    {
        var row = Rows(A.Picture(new RankedValue(name, 1, 0)))[0];

        Text(row, "name").ShouldBe(shown);
        row.GetAttribute("title").ShouldBe(shown);
        row.QuerySelectorAll("img, b").ShouldBeEmpty();
    }

    [Fact]
    public void A_row_is_rendered_only_where_its_own_numbers_changed()
    {
        var panel = Render<RankingPanel>(p =>
            p.Add(r => r.Picture, A.Picture(new RankedValue("/", 300, 1), new("/cart", 100, 1)))
        );
        var rows = panel.FindComponents<ValueRow>();

        panel.Render(p =>
            p.Add(r => r.Picture, A.Picture(new RankedValue("/", 301, 1), new("/cart", 100, 1)))
        );

        rows.Select(row => row.RenderCount).ShouldBe([2, 1]);
    }

    [Fact]
    public void What_nobody_looks_at_is_not_rendered()
    {
        var panel = Render<RankingPanel>(p =>
            p.Add(r => r.Picture, A.Picture(new RankedValue("/", 300, 1)))
        );
        Browser.IsVisible = false;
        panel.Render(p => p.Add(r => r.Picture, A.Picture(new RankedValue("/", 301, 1))));
        var hidden = panel.RenderCount;
        panel.Render(p => p.Add(r => r.Picture, A.Picture(new RankedValue("/", 302, 1))));
        panel.RenderCount.ShouldBe(hidden);

        Browser.IsVisible = true;
        panel.Render(p => p.Add(r => r.Picture, A.Picture(new RankedValue("/", 303, 1))));

        panel.Find(".value-count").TextContent.ShouldBe("303");
    }

    [Fact]
    public void The_tab_key_stops_at_the_first_row_alone() =>
        Rows(A.Picture()).Select(row => row.GetAttribute("tabindex")).ShouldBe(["0", "-1"]);

    private IReadOnlyList<IElement> Rows(Snapshot picture) =>
        Render<RankingPanel>(p => p.Add(r => r.Picture, picture)).FindAll(".value");

    private static string Text(IElement row, string what) =>
        row.QuerySelector($".value-{what}")!.TextContent;

    private static double Length(IElement row)
    {
        var bar = row.QuerySelector("progress")!;
        return double.Parse(bar.GetAttribute("value")!) / double.Parse(bar.GetAttribute("max")!);
    }
}
