namespace ClickDash.Server.Tests.History;

/// <summary>Clicks whose value had no name any more when they came may be of any value that a filter lets pass.</summary>
public sealed class UnnamedClicksTests : FilledStore
{
    [Theory]
    [InlineData("page:/a*", true)]
    [InlineData("page:/b", true)]
    [InlineData("page:/a&filter=page:/b", true)]
    [InlineData("page:/a", false)]
    [InlineData("page:(other)", false)]
    [InlineData("page:(none)", false)]
    public void A_filter_that_may_miss_some_says_so(string filter, bool isApproximate)
    {
        using var store = Open();
        Count("/a", Now.AddHours(-3), 7);
        Count("(other)", Now.AddHours(-3), 2);
        Write(store);
        Count("/a", Now.AddHours(-3), 1);
        Count("(other)", Now.AddHours(-3), 1);

        var ask = $"from={Now.AddHours(-4):s}Z&to={Now:s}Z&step=3600&filter={filter}";

        Ask(store, ask).Approximate.ShouldBe(isApproximate);
    }

    [Fact]
    public void A_filter_is_exact_where_all_clicks_have_a_name()
    {
        using var store = Open();
        Count("/a", Now.AddHours(-3), 7);
        Count("(other)", Now.AddHours(-2), 2);
        Write(store);

        var ask = $"from={Now.AddHours(-4):s}Z&to={Now.AddHours(-2):s}Z&step=3600";

        Ask(store, $"{ask}&filter=page:/a*").Approximate.ShouldBeFalse();
    }
}
