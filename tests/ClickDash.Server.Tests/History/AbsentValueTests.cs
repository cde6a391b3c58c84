namespace ClickDash.Server.Tests.History;

/// <summary>A dimension that no click had is stored without an entry, as by an edition that did not know it.</summary>
public sealed class AbsentValueTests : FilledStore
{
    [Theory]
    [InlineData("host")]
    [InlineData("country")]
    public void Clicks_without_a_value_are_found_where_nothing_says_so(string dimension)
    {
        using var store = Open();
        Count("/a", Now.AddHours(-3), 7);
        Write(store);
        Count("/a", Now.AddSeconds(-5), 2);

        var ask = $"from={Now.AddHours(-4):s}Z&to={Now:s}Z&step=3600";

        Ask(store, $"{ask}&filter={dimension}:(none)").Kpi.Total.ShouldBe(9);
        Ask(store, $"{ask}&split={dimension}")
            .Ranking.Select(value => (value.Name, value.Count))
            .ShouldBe([("(none)", 9)]);
    }
}
