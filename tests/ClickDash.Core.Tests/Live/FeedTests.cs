using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Tests.Live;

public sealed class FeedTests
{
    private static readonly View Three = Stream.Asked(60, Dimension.Page, 10).WithFeed(3);

    private readonly Stream _stream = new();

    [Fact]
    public void The_newest_clicks_come_along_the_newest_first_and_without_their_users()
    {
        for (var i = 0; i < 5; i++)
        {
            _stream.Click($"/{i}", i * 10, user: "u", country: "AU", device: "mobile", status: 404);
        }

        var feed = _stream.At(1000, Three).Feed;

        feed.Select(click => click.Page).ShouldBe(["/4", "/3", "/2"]);
        feed[0].ShouldBe(new SeenClick(Stream.Noon, "/4", "AU", "mobile", "404"));
    }

    [Fact]
    public void A_view_that_does_not_ask_gets_none()
    {
        _stream.Click("/a", 0);

        _stream.At(1000).Feed.ShouldBeEmpty();
    }

    [Fact]
    public void It_stands_for_a_second_so_that_frames_leave_it_out()
    {
        _stream.Click("/a", 0);
        var first = _stream.At(1000, Three);
        _stream.Click("/a", 1100, country: "AU");

        var second = _stream.At(1250, Three);
        first.FrameTo(second).ShouldNotBeNull().Feed.ShouldBeNull();

        var third = _stream.At(2000, Three);
        third.Feed.Select(click => click.Country).ShouldBe(["AU", "(none)"]);
    }

    [Fact]
    public void Filters_let_only_their_clicks_pass()
    {
        for (var i = 0; i < 20; i++)
        {
            _stream.Click($"/{i}", i, country: i % 7 == 0 ? "AU" : "DE");
        }

        var view = Stream.Asked(60, Dimension.Page, 10, "country:AU").WithFeed(10);
        var feed = _stream.At(1000, _stream.Live.Filter(view), view).Feed;

        feed.Select(click => click.Page).ShouldBe(["/14", "/7", "/0"]);
    }
}
