using Bunit;
using ClickDash.Client.Charts;
using ClickDash.Client.Live;
using ClickDash.Client.Panels;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Panels;

public sealed class PanelTests : PanelTest
{
    [Fact]
    public void Tiles_show_the_numbers_in_the_readers_way()
    {
        var tiles = Render<Tiles>(p =>
            p.Add(t => t.Picture, A.Picture()).Add(t => t.Locale, A.Berlin.Locale)
        );

        tiles
            .FindAll(".tile-value")
            .Select(v => v.TextContent)
            .ShouldBe(["10,0", "12", "588", "1.234", "0,5%", "20\u00A0ms", "7"]);
        tiles.FindAll(".tile-note")[1].TextContent.ShouldBe("at 13:00:04");
        tiles
            .FindAll(".up")
            .Select(note => note.TextContent)
            .ShouldBe(["+11,1% on the last minute", "+6,9% on the minute before"]);
        tiles.FindAll(".tile-note")[4].TextContent.ShouldBe("3 of 588");
        tiles.FindAll(".tile-note")[5].TextContent.ShouldBe("99% within 180\u00A0ms");
    }

    [Fact]
    public void Every_tile_leads_somewhere_and_the_unseen_words_say_where()
    {
        var led = new List<TileLead>();
        var tiles = Render<Tiles>(p =>
            p.Add(t => t.Picture, A.Picture())
                .Add(t => t.Locale, A.Berlin.Locale)
                .Add(t => t.Led, led.Add)
        );

        tiles.FindAll(".tile").ShouldAllBe(tile => tile.QuerySelector(".tile-lead") != null);
        tiles.FindAll(".tile-lead").ShouldAllBe(lead => lead.TextContent.Length > 0);
        foreach (var button in tiles.FindAll("button.tile-lead"))
        {
            button.Click();
        }

        led.ShouldBe([
            TileLead.Line,
            TileLead.Peak,
            TileLead.Ranking,
            TileLead.Countries,
            TileLead.Errors,
        ]);
        tiles.FindAll("a.tile-lead").ShouldAllBe(link => link.GetAttribute("href") == "pipeline");
    }

    [Fact]
    public void Tiles_do_not_compare_with_a_window_that_was_not_counted_whole()
    {
        var young = A.Picture() with { Reach = A.Start };

        var tiles = Render<Tiles>(p =>
            p.Add(t => t.Picture, young).Add(t => t.Locale, A.Berlin.Locale)
        );

        tiles.FindAll(".tile-note")[2].TextContent.ShouldBe("nothing to compare with");
        tiles.FindAll(".tile-note")[2].ClassList.ShouldNotContain("up");
    }

    [Fact]
    public void Nor_do_they_compare_a_window_of_which_a_part_was_not_read()
    {
        var picture = A.Picture();
        long?[] unread = [.. picture.Total[..^1], null];

        foreach (
            var broken in new[]
            {
                picture with
                {
                    Total = unread,
                },
                picture with
                {
                    Previous = unread,
                },
            }
        )
        {
            var tiles = Render<Tiles>(p =>
                p.Add(t => t.Picture, broken).Add(t => t.Locale, A.Berlin.Locale)
            );

            tiles.FindAll(".tile-note")[2].TextContent.ShouldBe("nothing to compare with");
        }
    }

    [Theory]
    [InlineData(IngestState.Connecting)]
    [InlineData(IngestState.WaitingForTopic)]
    [InlineData(IngestState.Refused)]
    public void Rate_and_what_waits_are_not_known_while_nothing_is_read(IngestState state)
    {
        var picture = A.Picture();
        var tiles = Render<Tiles>(p =>
            p.Add(
                    t => t.Picture,
                    picture with
                    {
                        Ingest = picture.Ingest with { State = state },
                        Kpi = picture.Kpi with { Lag = 0 },
                    }
                )
                .Add(t => t.Locale, A.Berlin.Locale)
        );

        foreach (var place in (int[])[0, 6])
        {
            tiles.FindAll(".tile-value")[place].TextContent.ShouldBe("–");
            tiles.FindAll(".tile-note")[place].TextContent.ShouldBe("not known");
        }
    }

    [Fact]
    public void Active_people_are_told_to_be_an_estimate_while_they_are_one()
    {
        var picture = A.Picture();

        Note(picture).ShouldBe("in the last 5 minutes");
        Note(picture with { Kpi = picture.Kpi with { ActiveUsersApproximate = true } })
            .ShouldBe("last 5 min, estimated");

        string Note(Snapshot shown) =>
            Render<Tiles>(p => p.Add(t => t.Picture, shown).Add(t => t.Locale, A.Berlin.Locale))
                .FindAll(".tile-note")[3]
                .TextContent;
    }

    [Fact]
    public void Tiles_keep_their_places_while_nothing_is_known() =>
        Render<Tiles>(p => p.Add(t => t.Locale, A.Berlin.Locale))
            .FindAll(".tile-value")
            .ShouldAllBe(value => value.TextContent == "–");

    [Fact]
    public void What_happened_is_spoken_with_the_chart_and_stands_in_its_table()
    {
        var picture = A.Picture() with { Marks = [A.Mark(10_200, MarkKind.Alert, "no clicks")] };
        var panel = Render<LinePanel>(p => p.Add(l => l.Picture, picture));

        panel
            .Find("#line-chart-label")
            .TextContent.ShouldEndWith("the newest first: 13:00:10 Alert: no clicks.");
        panel.Find(".chart").GetAttribute("aria-labelledby").ShouldBe("line-chart-label");

        panel.Find("#line-table").Click();
        panel
            .FindAll("tbody tr")
            .Single(row => row.TextContent.Contains("Alert: no clicks"))
            .Children[0]
            .TextContent.ShouldBe("13:00:10");
    }

    [Theory]
    [InlineData(LiveStatus.Live, 0, "Live")]
    [InlineData(LiveStatus.Connecting, 0, "Connecting…")]
    [InlineData(LiveStatus.Reconnecting, 9, "Reconnecting…")]
    public void The_light_has_a_word(LiveStatus status, int seconds, string word)
    {
        var light = Render<StatusLight>(p =>
            p.Add(s => s.Status, status).Add(s => s.Seconds, seconds)
        );

        light.Find("p").TextContent.Trim().ShouldBe(word);
    }

    [Theory]
    [InlineData(IngestState.Connecting, "No broker")]
    [InlineData(IngestState.WaitingForTopic, "No topic")]
    [InlineData(IngestState.Failed, "Not reading")]
    public void A_server_that_reads_nothing_is_not_live(IngestState state, string word)
    {
        var light = Render<StatusLight>(p =>
            p.Add(s => s.Status, LiveStatus.Live).Add(s => s.Ingest, state)
        );

        light.Find("p").TextContent.Trim().ShouldBe(word);
        light.Find("p").ClassList.ShouldContain("status-trouble");
    }

    [Fact]
    public void A_frozen_light_says_so_whatever_the_stream_does()
    {
        var light = Render<StatusLight>(p =>
            p.Add(s => s.Status, LiveStatus.Stale).Add(s => s.Seconds, 7).Add(s => s.IsFrozen, true)
        );

        light.Find("p").TextContent.Trim().ShouldBe("Frozen");
    }

    [Fact]
    public void A_stale_light_says_for_how_long_but_speaks_only_its_word()
    {
        var light = Render<StatusLight>(p =>
            p.Add(s => s.Status, LiveStatus.Stale).Add(s => s.Seconds, 7)
        );

        light.Find("[role=status]").TextContent.ShouldBe("Stale");
        light.Find(".status-for").TextContent.ShouldBe("for 7\u00A0s");
    }

    [Theory]
    [InlineData(IngestState.WaitingForTopic, "Waiting for the topic")]
    [InlineData(IngestState.Connecting, "No connection to the broker")]
    [InlineData(IngestState.Failed, "Reading has ended")]
    public void Trouble_with_the_broker_is_told_in_its_words(IngestState state, string title)
    {
        var ingest = A.Reading with { State = state, Message = "Because." };

        var notice = Render<Notice>(p => p.Add(n => n.Ingest, ingest));

        notice.Find("strong").TextContent.ShouldBe(title);
        notice.Markup.ShouldContain("Because.");
    }

    [Fact]
    public void Demo_says_so_and_gives_the_brokers_address_to_copy()
    {
        var demo = A.Reading with { Demo = true, Broker = "127.0.0.1:4711" };
        var foot = Render<Foot>(p => p.Add(f => f.Picture, A.Picture() with { Ingest = demo }));

        foot.Find("button").Click();

        foot.Find(".demo").TextContent.ShouldStartWith("Simulated clicks");
        foot.Find("code").TextContent.ShouldBe("127.0.0.1:4711");
        Browser.Clipboard.ShouldBe("127.0.0.1:4711");
        foot.Find("button").TextContent.ShouldBe("Copied");
    }

    [Fact]
    public void While_all_is_well_there_is_no_notice() =>
        Render<Notice>(p => p.Add(n => n.Ingest, A.Reading)).Markup.Trim().ShouldBeEmpty();

    [Fact]
    public void No_clicks_yet_is_a_sentence_in_both_charts()
    {
        Render<LinePanel>(p => p.Add(l => l.Picture, A.Empty()))
            .Find(".empty")
            .TextContent.ShouldContain("No clicks yet");
        Render<RankingPanel>(p => p.Add(r => r.Picture, A.Empty()))
            .Find(".empty")
            .TextContent.ShouldContain("clicks");
    }

    [Fact]
    public void That_there_are_no_clicks_in_sight_is_not_said_to_be_none_at_all()
    {
        var none = A.Empty();
        Said(none with { Kpi = none.Kpi with { PreviousTotal = 7 } })
            .ShouldBe("No clicks in this window");
        Said(none with { View = none.View with { Filters = ["page:/no"] } })
            .ShouldBe("No clicks of this window pass the filter");
        Said(none.WithGap(0, 20, "before_reach"))
            .ShouldBe("No clicks in what is known of this window");
        Render<LinePanel>(p =>
                p.Add(
                    l => l.Picture,
                    none with
                    {
                        Ingest = none.Ingest with { FormatTrouble = "No message is a click." },
                    }
                )
            )
            .FindAll(".empty")
            .ShouldBeEmpty("the page says so above");

        string Said(Snapshot picture) =>
            Render<LinePanel>(p => p.Add(l => l.Picture, picture))
                .Find(".empty")
                .TextContent.Trim();
    }

    [Fact]
    public void The_line_is_drawn_once_a_second_and_not_at_all_while_hidden()
    {
        var panel = Render<LinePanel>(p => p.Add(l => l.Picture, A.Picture()));
        var first = Figure(panel);
        panel.Render(p => p.Add(l => l.Picture, A.Picture() with { Now = A.Start + 59_750 }));
        Figure(panel).ShouldBeSameAs(first);
        Browser.IsVisible = false;
        panel.Render(p => p.Add(l => l.Picture, A.Picture() with { Now = A.Start + 60_000 }));
        Figure(panel).ShouldBeSameAs(first);

        Browser.IsVisible = true;
        panel.Render(p => p.Add(l => l.Picture, A.Picture() with { Now = A.Start + 60_250 }));

        Figure(panel).ShouldNotBeSameAs(first);
    }

    [Fact]
    public void The_table_of_the_line_says_what_is_open_and_why_something_is_missing()
    {
        var picture = A.Picture().WithGap(20, 24, "the reader was away");
        var panel = Render<LinePanel>(p => p.Add(l => l.Picture, picture));

        panel.Find("#line-table").Click();

        var rows = panel.FindAll("tbody tr");
        rows.Count.ShouldBe(60);
        rows[0].TextContent.ShouldContain("still counting");
        rows[59 - 21].TextContent.ShouldContain("the reader was away");
    }

    [Theory]
    [InlineData("before_start", "before counting began")]
    [InlineData("before_lesson", "before the lesson")]
    [InlineData("before_reach", "before what this filter knows")]
    [InlineData("not_stored", "could not be stored")]
    [InlineData("not_read", "not read yet")]
    public void What_the_server_says_in_short_of_a_gap_is_said_in_words(string reason, string said)
    {
        var picture = A.Picture().WithGap(20, 24, reason);
        var panel = Render<LinePanel>(p => p.Add(l => l.Picture, picture));

        panel.Find("#line-table").Click();

        panel.FindAll("tbody tr")[59 - 21].TextContent.ShouldContain(said);
        panel.Markup.ShouldNotContain(reason);
    }

    [Fact]
    public void The_table_of_pages_has_the_same_numbers()
    {
        var panel = Render<RankingPanel>(p => p.Add(r => r.Picture, A.Picture()));

        panel.Find("#ranking-table").Click();

        panel.FindAll("tbody tr")[0].TextContent.ShouldContain("400");
        panel.Find("#ranking-table").GetAttribute("aria-pressed").ShouldBe("true");
    }

    [Fact]
    public void A_window_is_chosen_by_radio_buttons()
    {
        var chosen = 0;
        var choice = Render<WindowChoice>(p =>
            p.Add(c => c.Window, 300).Add(c => c.WindowChanged, seconds => chosen = seconds)
        );

        choice.Find("input[checked]").GetAttribute("value").ShouldBe("300");
        choice.FindAll("input")[3].Change("3600");

        chosen.ShouldBe(3600);
    }

    private static string? Figure(IRenderedComponent<LinePanel> panel) =>
        panel.FindComponent<Chart>().Instance.Figure;
}
