using ClickDash.Client.Live;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Live;

public sealed class PageAddressTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?window=300")]
    [InlineData("?window=3600&split=country&filter=device:mobile&filter=page:/cart")]
    [InlineData("?filter=page:/a%26b%3Dc%23%25/%C3%A9/*")]
    public void A_view_is_written_as_it_was_read(string query)
    {
        var (view, problem) = PageAddress.Read(query);

        problem.ShouldBeNull();
        PageAddress.Write(view).ShouldBe(query);
    }

    [Theory]
    [InlineData("?window=soon", "window is 'soon'")]
    [InlineData("?window=61", "window is 61")]
    [InlineData("?split=user", "split is 'user'")]
    [InlineData("?filter=cart", "filter is 'cart'")]
    public void What_there_is_not_is_the_usual_view_and_said(string query, string problem)
    {
        var read = PageAddress.Read(query);

        read.View.ShouldBe(View.Default);
        read.Problem.ShouldStartWith(problem);
    }

    [Fact]
    public void Parameters_of_others_are_left_alone() =>
        PageAddress.Read("?utm_source=mail&window=300").View.Window.ShouldBe(300);

    [Theory]
    [InlineData("/cart", "page:/cart")]
    [InlineData("/a*", "page:/a\\*")]
    public void A_value_chosen_by_hand_is_that_value_alone(string value, string filter)
    {
        FilterText.Of(Dimension.Page, value).ShouldBe(filter);

        var view = FilterText.Toggle(View.Default, filter)!;
        view.Filters.Single().Matches(value).ShouldBeTrue();
        view.Filters.Single().Matches(value + "x").ShouldBeFalse();
        FilterText.Value(view.Filters.Single()).ShouldBe(value);
        FilterText.Toggle(view, filter).ShouldBe(View.Default);
    }
}
