using ClickDash.Client.Charts;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Tests.Charts;

public sealed class CsvTextTests
{
    [Fact]
    public void The_line_has_a_row_a_second_in_utc_and_says_what_still_fills()
    {
        var rows = CsvText.Line(A.Picture().WithGap(3, 4, "away")).Split("\r\n");

        rows[0].ShouldBe("time,clicks,clicks_before,state");
        rows[1].ShouldBe("2026-01-01T12:00:00Z,10,9,counted");
        rows[4].ShouldBe("2026-01-01T12:00:03Z,,9,not counted");
        rows[60].ShouldBe("2026-01-01T12:00:59Z,1,9,still counting");
    }

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("/cart", "/cart")]
    public void Names_are_one_field_and_no_formula(string name, string field) =>
        CsvText
            .Ranking("page", [new RankedValue(name, 5, 2)])
            .ShouldBe($"page,clicks,clicks_before\r\n{field},5,2\r\n");
}
