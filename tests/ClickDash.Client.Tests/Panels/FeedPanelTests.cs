using Bunit;
using ClickDash.Client.Charts;
using ClickDash.Client.Panels;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Panels;

public sealed class FeedPanelTests : PanelTest
{
    private static readonly SeenClick Seen = new(A.Start, "<b>/</b>", "AU", "mobile", "404");

    [Fact]
    public void Clicks_are_rows_whose_names_stay_text_and_choose_their_page()
    {
        string? chosen = null;
        var panel = Render<FeedPanel>(p =>
            p.Add(f => f.Picture, A.Picture() with { Feed = [Seen] })
                .Add(f => f.FilterToggled, filter => chosen = filter)
        );

        var row = panel.Find(".feed-click");
        row.QuerySelectorAll("span")
            .Select(part => part.TextContent)
            .ShouldBe(["13:00:00", "<b>/</b>", "mobile", "AU", "404"]);
        row.Click();
        chosen.ShouldBe("page:<b>/</b>");
    }

    [Theory]
    [InlineData(480, "9 of 480 a second shown")]
    [InlineData(3, "all of them")]
    public void It_says_how_many_are_left_out(double rate, string words)
    {
        var picture = A.Picture();
        picture = picture with { Feed = [Seen], Kpi = picture.Kpi with { Rate = rate } };

        Render<FeedPanel>(p => p.Add(f => f.Picture, picture))
            .Find(".feed-note")
            .TextContent.ShouldBe(words);
    }

    [Fact]
    public void Without_clicks_it_says_so() =>
        Render<FeedPanel>(p => p.Add(f => f.Picture, A.Empty()))
            .Find(".none")
            .TextContent.ShouldBe("No clicks yet");

    [Fact]
    public void Its_file_has_a_row_a_click() =>
        CsvText
            .Feed(A.Picture() with { Feed = [Seen] })
            .ShouldBe(
                "time,page,country,device,status\r\n2026-01-01T12:00:00Z,<b>/</b>,AU,mobile,404\r\n"
            );
}
