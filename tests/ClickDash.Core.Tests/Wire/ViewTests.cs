using ClickDash.Core.Wire;

namespace ClickDash.Core.Tests.Wire;

public sealed class ViewTests
{
    [Theory]
    [InlineData(-5, "page", 10, "window", "window is -5; it takes 60, 300, 900, 3600 (seconds).")]
    [InlineData(
        60,
        "colour",
        10,
        "split",
        "split is 'colour'; it takes page, country, referrer, device, status, source, host, campaign, browser."
    )]
    [InlineData(60, "page", 0, "top", "top is 0; it takes 1 to 1000.")]
    public void A_wrong_request_is_named(
        int window,
        string split,
        int top,
        string parameter,
        string problem
    )
    {
        View.TryCreate(new ViewRequest(window, split, top), out _, out var named, out var said)
            .ShouldBeFalse();

        named.ShouldBe(parameter);
        said.ShouldBe(problem);
    }

    [Theory]
    [InlineData("status:200", true)]
    [InlineData("status:5xx", true)]
    [InlineData("status:40*", true)]
    [InlineData("status:*", true)]
    [InlineData("status:(none)", true)]
    [InlineData("status:(other)", true)]
    [InlineData("status:abc", false)]
    [InlineData("status:9xx", false)]
    [InlineData("status:99", false)]
    [InlineData("status:600", false)]
    [InlineData("status:0200", false)]
    [InlineData("status:6*", false)]
    [InlineData("status:ab*", false)]
    [InlineData("page:abc", true)]
    public void A_status_is_one_that_there_can_be(string text, bool isOne)
    {
        ViewFilter.TryParse(text, out _, out var problem).ShouldBe(isOne);
        (problem.Length > 0).ShouldBe(!isOne);
    }

    [Fact]
    public void Equal_requests_give_equal_views()
    {
        View.TryCreate(new ViewRequest(), out var one, out _, out _).ShouldBeTrue();
        View.TryCreate(new ViewRequest(60, "page", 10), out var other, out _, out _).ShouldBeTrue();

        one.ShouldBe(other);
    }
}
