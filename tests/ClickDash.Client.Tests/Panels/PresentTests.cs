using Bunit;
using ClickDash.Client.Live;
using ClickDash.Client.Pages;
using ClickDash.Core.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Client.Tests.Panels;

/// <summary>The projector's page: all it shows is the stage, all that is done on it goes there.</summary>
public sealed class PresentTests : PanelTest, ILiveFeed
{
    private readonly FakeTimeProvider time = new();
    private readonly List<View> watched = [];

    public PresentTests()
    {
        Services.AddSingleton<TimeProvider>(time);
        Services.AddScoped<LiveViews>();
        Services.AddSingleton<ILiveFeed>(this);
    }

    [Fact]
    public void A_reload_shows_what_was_shown()
    {
        Presented.Set(
            Stage.Usual with
            {
                Query = "?window=900&filter=page:/cart",
                Frozen = true,
                Spotlight = "heat",
                Announcement = "Ten minutes",
            }
        );

        var page = Render<Present>();

        watched[0].Window.ShouldBe(900);
        page.Find(".chip-value").TextContent.ShouldBe("/cart");
        page.FindAll(".frozen").Count.ShouldBe(1);
        page.Find(".panel").GetAttribute("data-panel").ShouldBe("heat");
        page.Find(".stage-word").TextContent.ShouldBe("Ten minutes");
    }

    [Theory]
    [InlineData("2", "?window=300")]
    [InlineData("4", "?window=3600")]
    public void A_key_chooses_the_window_for_all(string key, string query)
    {
        var page = Render<Present>();

        Press(page, key);

        Presented.Now.Query.ShouldBe(query);
        watched[^1].Request.ShouldBe(PageAddress.Read(query).View.Request);
    }

    [Fact]
    public void Keys_freeze_lead_and_put_a_panel_in_the_light()
    {
        var page = Render<Present>();

        Press(page, "f");
        Presented.Now.Frozen.ShouldBeTrue();
        Press(page, "Escape");
        Presented.Now.Frozen.ShouldBeFalse();
        Press(page, "l");
        Presented.Now.Leads.ShouldBeTrue();
        _ = page.InvokeAsync(() => Browser.Press("e", "line"));
        Presented.Now.Spotlight.ShouldBe("line");
        page.FindAll(".panel").Count.ShouldBe(1);
        Press(page, "Escape");
        Presented.Now.Spotlight.ShouldBeNull();
    }

    [Fact]
    public void A_bar_filters_for_all_and_its_chip_takes_the_filter_away()
    {
        var page = Render<Present>();

        page.FindAll(".ranked button")[1].Click();
        Presented.Now.Query.ShouldBe("?filter=page:/cart");
        page.Find(".chip").Click();
        Presented.Now.Query.ShouldBe("");
    }

    [Fact]
    public void Panels_turn_by_themselves_where_that_is_wanted_and_stand_in_the_light()
    {
        Presented.Set(Stage.Usual with { TurnSeconds = 5 });
        var page = Render<Present>();
        page.FindAll(".panel").Count.ShouldBe(2);

        Wait(5);
        page.WaitForAssertion(() => Panel(page).ShouldBe("line"));
        Wait(5);
        page.WaitForAssertion(() => Panel(page).ShouldBe("ranking"));
        _ = page.InvokeAsync(() => Presented.Set(Presented.Now with { Spotlight = "movers" }));
        Wait(20);
        page.WaitForAssertion(() => Panel(page).ShouldBe("movers"));
    }

    [Fact]
    public void A_refusal_is_said_in_words()
    {
        var page = Render<Present>();
        _ = page.InvokeAsync(() => Presented.Set(Stage.Usual with { Query = "?window=60" }));
        Presented.Refusal = "This needs the presenter key.";

        Press(page, "f");

        page.Find(".notice").TextContent.ShouldContain("This needs the presenter key.");
    }

    ValueTask<Snapshot?> ILiveFeed.FirstAsync(View view, CancellationToken token) =>
        new(A.Picture().Of(view));

    Task ILiveFeed.WatchAsync(View view, LiveState state, CancellationToken token)
    {
        watched.Add(view);
        return Task.CompletedTask;
    }

    private static string? Panel(IRenderedComponent<Present> page) =>
        page.FindAll(".panel").Single().GetAttribute("data-panel");

    private void Press(IRenderedComponent<Present> page, string key) =>
        _ = page.InvokeAsync(() => Browser.Press(key));

    private void Wait(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
