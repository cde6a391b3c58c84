using Bunit;
using ClickDash.Client.Live;
using ClickDash.Client.Panels;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Tests.Panels;

/// <summary>Each panel before the first picture, without clicks, live, and where nothing could be counted. Stale, frozen and past are the board's, which greys or frames all.</summary>
public sealed class PanelStateTests : PanelTest
{
    public static TheoryData<string> Panels { get; } = new(PanelOrder.Usual.Panels);

    [Theory, MemberData(nameof(Panels))]
    public void Before_the_first_picture_a_panel_keeps_its_place_and_shows_no_number(string panel)
    {
        var shown = Show(panel, picture: null);

        shown.Find(".panel h2").TextContent.ShouldNotBeEmpty();
        Numbers(shown).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Panels))]
    public void Without_clicks_a_panel_says_so_in_words(string panel)
    {
        var shown = Show(panel, A.Empty() with { Statuses = [] });

        shown.Find(".none, .empty").TextContent.ShouldContain("o ");
        Numbers(shown).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Panels))]
    public void A_live_panel_shows_what_is_in_the_picture(string panel)
    {
        var picture = A.Split() with
        {
            Feed = [new SeenClick(A.Start, "/cart", "AU", "mobile", "200")],
            Movers = [new Mover("/cart", 30, 3, 0.9, 12)],
        };

        var shown = Show(panel, picture);

        shown.FindAll(".none, .empty").ShouldBeEmpty();
        shown.Markup.ShouldContain(panel == PanelOrder.Statuses ? "answered" : "/cart");
    }

    [Fact]
    public void Where_nothing_could_be_counted_line_and_table_over_time_say_so()
    {
        var gap = A.Split().WithGap(10, 20, "The broker lost them.");
        gap = gap with
        {
            Series =
            [
                .. gap.Series.Select(one =>
                    one with
                    {
                        Counts =
                        [
                            .. one.Counts.Select((count, i) => i is >= 10 and < 20 ? null : count),
                        ],
                    }
                ),
            ],
        };

        var line = Show(PanelOrder.Line, gap);
        line.Find("#line-table").Click();
        line.FindAll("tbody tr")
            .Count(row => row.TextContent.Contains("The broker lost them."))
            .ShouldBe(10);
        Show(PanelOrder.Heat, gap).FindAll(".heat-none").Count.ShouldBe(2 * 2);
    }

    [Theory]
    [InlineData(LiveStatus.Stale, false, false, "Stale", "status-stale")]
    [InlineData(LiveStatus.Stale, true, false, "Frozen", "status-frozen")]
    [InlineData(LiveStatus.Live, false, true, "Not live", "status-past")]
    public void The_light_tells_states_apart(
        LiveStatus status,
        bool frozen,
        bool past,
        string word,
        string kind
    )
    {
        var light = Render<StatusLight>(p =>
            p.Add(s => s.Status, status).Add(s => s.IsFrozen, frozen).Add(s => s.IsPast, past)
        );

        light.Find("[role=status]").TextContent.ShouldBe(word);
        light.Find("p").ClassList.ShouldContain(kind);
    }

    private static string[] Numbers(IRenderedComponent<IComponent> shown) =>
        [
            .. shown
                .FindAll(".value-count, .heat td, .feed-click, .mover")
                .Select(one => one.TextContent),
        ];

    private IRenderedComponent<IComponent> Show(string panel, Snapshot? picture) =>
        panel switch
        {
            PanelOrder.Line => Render<LinePanel>(p =>
                p.Add(l => l.Picture, picture).Add(l => l.IsStacked, picture?.Series.Length > 0)
            ),
            PanelOrder.Ranking => Render<RankingPanel>(p => p.Add(l => l.Picture, picture)),
            PanelOrder.Feed => Render<FeedPanel>(p => p.Add(l => l.Picture, picture)),
            PanelOrder.Movers => Render<MoversPanel>(p => p.Add(l => l.Picture, picture)),
            PanelOrder.Heat => Render<HeatPanel>(p => p.Add(l => l.Picture, picture)),
            _ => Render<ValueList>(p =>
                p.Add(l => l.Picture, picture)
                    .Add(l => l.Id, panel)
                    .Add(l => l.Dimension, Dimension.Page)
                    .Add(l => l.IsClasses, panel == PanelOrder.Statuses)
            ),
        };
}
