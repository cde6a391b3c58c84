using Bunit;
using ClickDash.Client.Pages;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Panels;

/// <summary>The presenter's desk.</summary>
public sealed class DeskPageTests : PanelTest
{
    [Fact]
    public void Each_switch_changes_the_stage_and_shows_how_it_stands()
    {
        var desk = Render<Desk>();

        desk.Find("#lead").Click();
        desk.Find("#join").Click();
        desk.Find("#people").Click();

        Presented.Now.ShouldSatisfyAllConditions(
            stage => stage.Leads.ShouldBeTrue(),
            stage => stage.ShowsJoin.ShouldBeTrue(),
            stage => stage.ShowsPeople.ShouldBeFalse()
        );
        desk.Find("#lead").GetAttribute("aria-pressed").ShouldBe("true");
        desk.Find("#people").GetAttribute("aria-pressed").ShouldBe("false");
    }

    [Fact]
    public void Words_and_buttons_are_set_by_their_forms()
    {
        var desk = Render<Desk>();

        desk.Find("#announcement").Change("Ten minutes");
        desk.Find("#announcement").ParentElement!.Submit();
        desk.Find("#pages").Change("/a, /b");
        desk.Find("#pages").ParentElement!.Submit();

        Presented.Now.Announcement.ShouldBe("Ten minutes");
        Presented.Now.Pages.ShouldBe(["/a", "/b"]);
    }

    [Fact]
    public void Orders_go_out_as_they_are_written()
    {
        var desk = Render<Desk>();

        desk.Find("#burst").Change("900");
        desk.Find("#burst-page").Change("/cart");
        desk.Find("#burst").ParentElement!.Submit();
        Presented.Ordered.ShouldBe(new DeskOrder(DeskKind.Burst, Count: 900, Page: "/cart"));

        desk.Find("#lesson").Click();
        Presented.Ordered.ShouldBe(new DeskOrder(DeskKind.Lesson));
        desk.Find("#outage").Change("5");
        desk.Find("#outage").ParentElement!.Submit();
        Presented.Ordered.ShouldBe(new DeskOrder(DeskKind.Outage, Seconds: 5));
    }

    [Fact]
    public void A_refusal_is_said()
    {
        var desk = Render<Desk>();
        Presented.Refusal = "This needs the presenter key.";

        desk.Find("#lesson").Click();

        desk.Find("[role=status]").TextContent.ShouldBe("This needs the presenter key.");
    }
}
