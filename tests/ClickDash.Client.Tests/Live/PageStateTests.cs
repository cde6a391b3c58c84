using ClickDash.Client.Charts;
using ClickDash.Client.Live;

namespace ClickDash.Client.Tests.Live;

public sealed class PageStateTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?window=300&filter=page:/cart")]
    public void What_is_as_usual_adds_nothing(string query)
    {
        new PageState().Added(query).ShouldBe(query);
        PageState.Read(query).ShouldBe(new PageState());
    }

    [Theory]
    [InlineData(Compare.Hour, "hour")]
    [InlineData(Compare.Day, "day")]
    [InlineData(Compare.Lesson, "lesson")]
    public void All_of_it_stands_in_the_address_and_is_read_from_it(Compare compare, string word)
    {
        var state = new PageState(
            At: 1_795_348_800_000,
            new Zoom(1_795_348_700_000, 1_795_348_710_000, IsAtEnd: false),
            compare,
            IsStacked: true,
            Panel: "line"
        );

        var query = state.Added("?window=300");

        query.ShouldBe(
            $"?window=300&at=1795348800000&zoom=1795348700000-1795348710000&compare={word}&layers=on&panel=line"
        );
        PageState.Read(query).ShouldBe(state);
    }

    [Theory]
    [InlineData("?at=soon")]
    [InlineData("?at=99999999999999")]
    [InlineData("?zoom=a-b")]
    [InlineData("?compare=never")]
    public void What_it_does_not_know_is_as_usual(string query) =>
        PageState.Read(query).ShouldBe(new PageState());
}
