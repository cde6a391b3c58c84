using Bunit;
using ClickDash.Client.Live;
using ClickDash.Client.Pages;
using ClickDash.Core.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace ClickDash.Client.Tests.Panels;

/// <summary>A viewer's page while the presenter leads.</summary>
public sealed class FollowTests : PanelTest, ILiveFeed
{
    private static readonly Stage Led = Stage.Usual with
    {
        Version = 1,
        Leads = true,
        Query = "?window=300&split=country&filter=device:mobile",
    };

    public FollowTests()
    {
        Services.AddSingleton(TimeProvider.System);
        Services.AddScoped<LiveViews>();
        Services.AddSingleton<ILiveFeed>(this);
    }

    [Fact]
    public void It_shows_what_the_presenter_shows_and_says_so()
    {
        var home = Render<Home>();
        home.FindAll(".following").ShouldBeEmpty();

        Lead(home, Led with { Frozen = true, Spotlight = "ranking" });

        home.Find(".following strong").TextContent.ShouldBe("Following the presenter");
        Browser.Query.ShouldBe(Led.Query);
        home.Find(".chip-value").TextContent.ShouldBe("mobile");
        home.FindAll(".frozen").Count.ShouldBe(1);
        home.Find(".panel").GetAttribute("data-panel").ShouldBe("ranking");

        Lead(home, Led);
        home.FindAll(".frozen").ShouldBeEmpty();
        home.FindAll(".panel").Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void One_key_leaves_and_the_same_key_comes_back()
    {
        var home = Render<Home>();
        Lead(home, Led);

        Press(home, "l");
        home.Find(".following strong").TextContent.ShouldBe("The presenter leads");
        Lead(home, Led with { Query = "?window=900" });
        Browser.Query.ShouldBe(Led.Query);

        Press(home, "l");
        Browser.Query.ShouldBe("?window=900");
        home.Find(".following strong").TextContent.ShouldBe("Following the presenter");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("f")]
    [InlineData("Backspace")]
    public void Whoever_chooses_something_else_is_not_said_to_follow(string key)
    {
        var home = Render<Home>();
        Lead(home, Led with { Query = "?filter=device:mobile" });

        Press(home, key);

        home.Find(".following strong").TextContent.ShouldBe("The presenter leads");
    }

    [Fact]
    public void A_presenter_who_does_not_lead_moves_nobody()
    {
        var home = Render<Home>();

        Lead(home, Led with { Leads = false });

        Browser.Query.ShouldBeNull();
        home.FindAll(".following").ShouldBeEmpty();
    }

    ValueTask<Snapshot?> ILiveFeed.FirstAsync(View view, CancellationToken token) =>
        new(A.Picture().Of(view));

    Task ILiveFeed.WatchAsync(View view, LiveState state, CancellationToken token) =>
        Task.CompletedTask;

    private void Lead(IRenderedComponent<Home> home, Stage stage) =>
        _ = home.InvokeAsync(() => Presented.Set(stage));

    private void Press(IRenderedComponent<Home> home, string key) =>
        _ = home.InvokeAsync(() => Browser.Press(key));
}
