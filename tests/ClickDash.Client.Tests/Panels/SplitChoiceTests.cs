using Bunit;
using ClickDash.Client.Panels;
using ClickDash.Client.Texts;
using ClickDash.Core.Clicks;

namespace ClickDash.Client.Tests.Panels;

public sealed class SplitChoiceTests : PanelTest
{
    [Fact]
    public void Every_dimension_can_be_chosen_by_its_word()
    {
        var choice = Render<SplitChoice>(set => set.Add(one => one.Split, Dimension.Page));

        choice
            .FindAll("option")
            .Select(option => (option.GetAttribute("value"), option.TextContent))
            .ShouldBe([
                ("page", "page"),
                ("country", "country"),
                ("referrer", "referrer"),
                ("device", "device"),
                ("status", "status"),
                ("source", "source"),
                ("host", "host"),
                ("campaign", "campaign"),
                ("browser", "browser"),
            ]);
    }

    [Fact]
    public void One_that_is_chosen_is_told_by_its_name()
    {
        string? chosen = null;
        var choice = Render<SplitChoice>(set =>
            set.Add(one => one.Split, Dimension.Page)
                .Add(one => one.SplitChanged, name => chosen = name)
        );

        choice.Find("select").Change("campaign");

        chosen.ShouldBe("campaign");
    }

    [Fact]
    public void Every_dimension_has_its_words() =>
        Enum.GetValues<Dimension>()
            .Select(dimension => (Words.Head(dimension), Words.Many(dimension)))
            .TakeLast(3)
            .ShouldBe([("Host", "Hosts"), ("Campaign", "Campaigns"), ("Browser", "Browsers")]);
}
