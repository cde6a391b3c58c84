using System.Text;
using ClickDash.Core.Formats;
using ClickDash.Scenes.Together;

namespace ClickDash.Scenes.Tests.Together;

/// <summary>Clicks go in, sessions come out, and what a model of them says; times in minutes.</summary>
public sealed class TogetherFoldTests
{
    private const long Noon = 1_795_348_800_000;
    private static ClicksFormat Clicks => new();

    private readonly TogetherFold _fold = new();

    [Fact]
    public void A_session_is_what_a_visitor_saw_without_a_long_pause()
    {
        See("/a", 0, user: "ann");
        See("/b", 30, user: "ann");
        See("/a", 31, user: "ann");
        See("/c", 62, user: "ann");
        See("/d", 62, user: "ann");

        Sessions().ShouldBe(["/a×2 /b×1", "/c×1 /d×1"]);
    }

    [Fact]
    public void A_visit_that_the_producer_names_is_a_session_whatever_its_pauses()
    {
        See("/a", 0, session: "s1", user: "ann");
        See("/x", 1, session: "s2", user: "ann");
        See("/b", 300, session: "s1", user: "bob");
        See("/y", 301, session: "s2", user: "bob");

        Sessions().ShouldBe(["/a×1 /b×1", "/x×1 /y×1"]);
    }

    [Fact]
    public void A_session_of_one_page_says_nothing_and_a_click_of_nobody_neither()
    {
        See("/a", 0, user: "ann");
        See("/a", 1, user: "ann");
        See("/b", 1);

        _fold.NextWork(0).ShouldBeNull();
        _fold.Take(null).Anonymous.ShouldBe(1);
    }

    [Fact]
    public void The_oldest_sessions_make_room_and_pages_beyond_the_most_are_counted()
    {
        var fold = new TogetherFold(new TogetherOptions { MostSessions = 2, MostPages = 3 });
        foreach (var user in (string[])["ann", "bob", "eve"])
        {
            See(fold, "/a", 0, user);
            See(fold, $"/{user}", 1, user);
        }

        var baskets = fold.NextWork(0).ShouldNotBeNull();

        baskets.Sessions.ShouldBe(1, "ann's made room, and eve's other page is one too many");
        baskets.Pages.ShouldBe(["/a", "/ann", "/bob"]);
        fold.Take(null).BeyondPages.ShouldBe(1);
    }

    [Fact]
    public void A_model_names_neighbours_and_why()
    {
        foreach (var user in (string[])["ann", "bob", "eve"])
        {
            See("/tea", 0, user: user);
            See("/teapot", 1, user: user);
        }

        See("/tea", 0, user: "joe");
        See("/knife", 1, user: "joe");
        See("/tea", 0, user: "kim");
        See("/knife", 1, user: "kim");
        Learn([1, 0, 1, 1, 0, 1]);

        var picture = _fold.Take("/tea");

        (picture.Page, picture.PageSessions).ShouldBe(("/tea", 5));
        picture.Neighbours.ShouldBe([
            new Neighbour("/teapot", Closeness: 0.7071, Shared: 3, Sessions: 3, ByChance: 3),
            new Neighbour("/knife", Closeness: 0, Shared: 2, Sessions: 2, ByChance: 2),
        ]);
        picture.Pages.ShouldBe([new("/tea", 5), new("/teapot", 3), new("/knife", 2)]);
        _fold.Take("/gone").Page.ShouldBe("/tea", "the page that most sessions saw");
    }

    [Fact]
    public void One_shared_session_makes_no_neighbour()
    {
        See("/a", 0, user: "ann");
        See("/b", 0, user: "ann");
        Learn([1, 1, 1, 1]);

        _fold.Take("/a").Neighbours.ShouldBeEmpty();
    }

    [Fact]
    public void It_learns_again_after_a_rest_and_only_from_what_is_new()
    {
        See("/a", 0, user: "ann");
        See("/b", 0, user: "ann");
        _fold.NextWork(now: 1_000).ShouldNotBeNull();
        See("/c", 0, user: "ann");
        _fold.NextWork(now: 2_000).ShouldBeNull("it is learning");

        _fold.Learn(Model([1, 1, 1, 1]), now: 5_000);

        _fold.NextWork(now: 14_999).ShouldBeNull("it rests");
        _fold.NextWork(now: 15_000).ShouldNotBeNull().Pages.Length.ShouldBe(3);
        _fold.Learn(Model([1, 1, 1, 1, 1, 1]), now: 16_000);
        _fold.NextWork(now: 60_000).ShouldBeNull("nothing is new");
    }

    [Fact]
    public void Turned_twice_sessions_are_the_same()
    {
        See("/b", 0, user: "ann");
        See("/a", 0, user: "ann");
        See("/a", 0, user: "bob");
        See("/c", 0, user: "bob");
        See("/c", 0, user: "bob");
        var baskets = _fold.NextWork(0).ShouldNotBeNull();

        var turned = baskets.Turned();

        turned.Starts.ShouldBe([0, 1, 3, 4]);
        turned.Columns.ShouldBe([0, 0, 1, 1]);
        turned.Views.ShouldBe([1, 1, 1, 2]);
    }

    private void Learn(double[] vectors)
    {
        _fold.NextWork(0).ShouldNotBeNull();
        _fold.Learn(Model(vectors), now: 0);
    }

    private TogetherModel Model(double[] vectors)
    {
        // The same sessions once more: only the fold hands them out.
        var copy = new TogetherFold();
        _seen.ForEach(message => copy.Record(Clicks, default, message.Value, message.Time));
        var baskets = copy.NextWork(0)!;
        return new TogetherModel(baskets, 2, vectors, [1], IsCut: false);
    }

    private readonly List<(byte[] Value, long Time)> _seen = [];

    private void See(string page, int minute, string? user = null, string? session = null)
    {
        var message = Message(page, minute, user, session);
        _seen.Add((message, minute * 60_000L));
        _fold.Record(Clicks, default, message, minute * 60_000L);
    }

    private static void See(TogetherFold fold, string page, int minute, string user) =>
        fold.Record(Clicks, default, Message(page, minute, user, session: null), minute * 60_000L);

    private static byte[] Message(string page, int minute, string? user, string? session) =>
        Encoding.UTF8.GetBytes(
            $$"""{"ts":{{Noon + (minute * 60_000L)}},"page":"{{page}}","user":"{{user}}","session":"{{session}}"}"""
        );

    private string[] Sessions()
    {
        var baskets = _fold.NextWork(0).ShouldNotBeNull();
        return
        [
            .. Enumerable
                .Range(0, baskets.Sessions)
                .Select(session =>
                    string.Join(
                        ' ',
                        Enumerable
                            .Range(
                                baskets.Starts[session],
                                baskets.Starts[session + 1] - baskets.Starts[session]
                            )
                            .Select(at =>
                                $"{baskets.Pages[baskets.Columns[at]]}×{baskets.Views[at]}"
                            )
                    )
                ),
        ];
    }
}
