using Bunit;
using ClickDash.Client.Panels;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Panels;

public sealed class ListPanelTests : PanelTest
{
    [Fact]
    public void A_list_shows_names_as_text_and_counts_in_the_readers_way()
    {
        var list = List(A.Picture(new RankedValue("<b>x</b>", 1234, 0)));

        list.Find(".value-name").TextContent.ShouldBe("<b>x</b>");
        list.Find(".value-count").TextContent.ShouldBe("1.234");
        list.FindAll("b").ShouldBeEmpty();
    }

    [Fact]
    public void A_value_is_chosen_by_a_button_that_says_whether_it_is()
    {
        var chosen = "";
        var list = Render<ValueList>(p =>
            p.Add(l => l.Id, "first")
                .Add(l => l.Dimension, Dimension.Country)
                .Add(l => l.Picture, A.Picture(new("AU", 5, 0), new("NZ", 3, 0)))
                .Add(l => l.Filters, ["country:NZ"])
                .Add(l => l.FilterToggled, filter => chosen = filter)
        );

        list.FindAll("button.value")[0].Click();

        chosen.ShouldBe("country:AU");
        list.FindAll("button.value")
            .Select(button => button.GetAttribute("aria-pressed"))
            .ShouldBe(["false", "true"]);
    }

    [Fact]
    public void Lists_change_once_a_second()
    {
        var list = List(A.Picture(new RankedValue("AU", 5, 0)));

        list.Render(p =>
            p.Add(
                l => l.Picture,
                A.Picture(new RankedValue("AU", 6, 0)) with
                {
                    Now = A.Start + 59_900,
                }
            )
        );
        list.Find(".value-count").TextContent.ShouldBe("5");

        list.Render(p =>
            p.Add(
                l => l.Picture,
                A.Picture(new RankedValue("AU", 7, 0)) with
                {
                    Now = A.Start + 60_000,
                }
            )
        );
        list.Find(".value-count").TextContent.ShouldBe("7");
    }

    [Fact]
    public void Classes_of_status_say_what_they_mean()
    {
        var list = Render<ValueList>(p =>
            p.Add(l => l.Id, "statuses")
                .Add(l => l.Dimension, Dimension.Status)
                .Add(l => l.IsClasses, true)
                .Add(l => l.Picture, A.Picture())
        );

        list.FindAll(".value-name")
            .Select(name => name.TextContent)
            .ShouldBe(["2xx answered", "4xx refused"]);
        list.FindAll(".value-refused").Count.ShouldBe(1);
    }

    [Fact]
    public void Before_the_first_picture_and_without_clicks_every_panel_says_so()
    {
        Render<ValueList>(p => p.Add(l => l.Id, "first")).Find(".none").TextContent.ShouldBe("–");
        List(A.Empty()).Find(".none").TextContent.ShouldBe("No clicks in this window");
        Render<HeatPanel>().Find(".none").TextContent.ShouldBe("–");
        Render<HeatPanel>(p => p.Add(h => h.Picture, A.Empty()))
            .Find(".none")
            .TextContent.ShouldBe("No clicks in this window");
        Render<MoversPanel>().Find(".none").TextContent.ShouldBe("–");
    }

    [Fact]
    public void When_nothing_moves_that_is_said() =>
        Render<MoversPanel>(p => p.Add(m => m.Picture, A.Picture()))
            .Find(".none")
            .TextContent.ShouldStartWith("Nothing unusual");

    [Fact]
    public void What_moves_says_from_where_and_how_much_of_the_change_it_is()
    {
        var picture = A.Picture() with
        {
            Movers = [new("/sale", 12, 4.1, 0.62, 8), new("/", 1, 3, -0.2, -4)],
        };

        var movers = Render<MoversPanel>(p => p.Add(m => m.Picture, picture));

        var first = movers.Find(".mover-up");
        first.TextContent.ShouldContain("12,0/s, usually 4,1");
        first.TextContent.ShouldContain("62,0% of the change");
        movers.Find(".mover-down").TextContent.ShouldContain("20,0%");
    }

    [Fact]
    public void The_table_over_time_has_the_number_in_each_cell_and_its_exact_one_with_the_time()
    {
        var heat = Render<HeatPanel>(p => p.Add(h => h.Picture, A.Split()));

        var cells = heat.FindAll("tbody tr")[0].QuerySelectorAll("td");
        cells.Length.ShouldBe(12);
        cells[0].TextContent.ShouldBe("3030, 13:00:00");
        cells[^1].ClassList.ShouldContain("heat-open");
        cells[^1].TextContent.ShouldEndWith("18 so far, 13:00:55");
        heat.FindAll("td[tabindex='0']").Count.ShouldBe(1);
    }

    private IRenderedComponent<ValueList> List(Snapshot picture) =>
        Render<ValueList>(p =>
            p.Add(l => l.Id, "second")
                .Add(l => l.Dimension, Dimension.Country)
                .Add(l => l.Picture, picture)
        );
}
