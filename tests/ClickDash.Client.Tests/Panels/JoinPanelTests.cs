using Bunit;
using ClickDash.Client.Panels;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Panels;

/// <summary>The phones on the projector.</summary>
public sealed class JoinPanelTests : PanelTest
{
    private static readonly JoinInfo Open = new("abc234", "http://10.0.0.7:5080/join/abc234", null);

    [Fact]
    public void It_shows_the_link_as_one_types_it_and_its_code()
    {
        var panel = Told(new(IsWhole: true, 3, [], Open));

        panel.Find(".join-link").TextContent.ShouldBe("10.0.0.7:5080/join/abc234");
        panel
            .Find("img")
            .GetAttribute("alt")
            .ShouldBe("QR code of http://10.0.0.7:5080/join/abc234");
        panel.Find(".join-people").TextContent.ShouldContain("3 here");
    }

    [Fact]
    public void Where_phones_cannot_come_it_says_why()
    {
        var panel = Told(new(IsWhole: true, 0, [], new("abc234", null, "Phones cannot reach it.")));

        panel.Find(".join-problem").TextContent.ShouldBe("Phones cannot reach it.");
        panel.FindAll("img").ShouldBeEmpty();
    }

    [Fact]
    public void A_tap_lights_its_phones_dot_and_says_how_long_it_took()
    {
        var panel = Told(new(IsWhole: true, 2, [new(0, 0, null, null), new(1, 4, "/", 80)], Open));
        panel.Find("li[data-seat='0'] svg").ClassList.ShouldNotContain("seat-lit");

        Tell(new(IsWhole: false, 2, [new(0, 1, "/cart", 143)]));

        panel.Find("li[data-seat='0'] svg").ClassList.ShouldContain("seat-lit");
        panel.Find("li[data-seat='0']").TextContent.ShouldContain("143");
        panel.Find("li[data-seat='1']").GetAttribute("data-taps").ShouldBe("4");
    }

    [Fact]
    public void The_count_of_people_can_be_hidden()
    {
        var panel = Render<JoinPanel>(with => with.Add(one => one.ShowsPeople, false));
        _ = panel.InvokeAsync(() => Presented.News(new(IsWhole: true, 3, [], Open)));

        panel.FindAll(".join-people").ShouldBeEmpty();
    }

    private IRenderedComponent<JoinPanel> Told(AudienceNews news)
    {
        var panel = Render<JoinPanel>(with => with.Add(one => one.ShowsPeople, true));
        Tell(news);
        return panel;
    }

    private void Tell(AudienceNews news) =>
        _ = Renderer.Dispatcher.InvokeAsync(() => Presented.News(news));
}
