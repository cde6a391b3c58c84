using ClickDash.Client.Panels;

namespace ClickDash.Client.Tests.Panels;

public sealed class PanelOrderTests
{
    [Fact]
    public void A_choice_is_read_as_it_was_written()
    {
        var order = PanelOrder
            .Usual.Moved(PanelOrder.Heat, -1)
            .With(PanelOrder.Movers, shown: false);

        PanelOrder.Parse(order.ToString()).ToString().ShouldBe(order.ToString());
        PanelOrder.Parse(order.ToString()).IsShown(PanelOrder.Movers).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nothing,-of,this,,")]
    public void What_is_no_choice_is_the_usual_order(string? text) =>
        PanelOrder.Parse(text).Shown.ShouldBe(PanelOrder.Usual.Shown);

    [Fact]
    public void A_panel_that_a_kept_choice_does_not_know_comes_last() =>
        PanelOrder.Parse("ranking,line").Panels.Take(3).ShouldBe(["ranking", "line", "feed"]);

    [Fact]
    public void Moving_passes_over_what_is_hidden_and_ends_at_the_ends()
    {
        var order = PanelOrder.Usual.With(PanelOrder.Ranking, shown: false);

        order.Moved(PanelOrder.Feed, -1).Shown.First().ShouldBe(PanelOrder.Feed);
        order.Moved(PanelOrder.Line, -1).ShouldBeSameAs(order);
    }
}
