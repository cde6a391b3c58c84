using ClickDash.Client.Charts;

namespace ClickDash.Client.Tests.Charts;

public sealed class HeatGridTests
{
    [Fact]
    public void Columns_are_whole_steps_of_the_clock_and_add_up()
    {
        var grid = HeatGrid.Of(A.Split());

        grid.Step.ShouldBe(5000);
        grid.Columns.ShouldAllBe(at => at % 5000 == 0);
        grid.Columns[^1].ShouldBe(A.Start + 55_000);
        grid.Rows.Select(row => row.Name).ShouldBe(["/", "/cart"]);
        grid.Rows[0].Counts[..^1].ShouldAllBe(count => count == 30);
        grid.Rows[0].Counts[^1].ShouldBe(18);
    }

    [Fact]
    public void A_column_that_began_before_the_window_is_left_out()
    {
        var picture = A.Split() with { Start = A.Start + 2000, Now = A.Start + 61_500 };

        HeatGrid.Of(picture).Columns[0].ShouldBe(A.Start + 5000);
    }

    [Fact]
    public void The_most_clicks_have_the_darkest_shade_and_none_has_none()
    {
        var rows = HeatGrid.Of(A.Split()).Rows;

        rows[0].Shades[0].ShouldBe(HeatGrid.Shades);
        rows[1].Shades[0].ShouldBeInRange(1, HeatGrid.Shades - 1);
    }

    [Fact]
    public void Where_nothing_could_be_counted_there_is_no_number()
    {
        var picture = A.Split();
        Array.Clear(picture.Series[0].Counts, 10, 5);

        HeatGrid.Of(picture).Rows[0].Counts[2].ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_a_grid_without_rows() => HeatGrid.Of(A.Empty()).Rows.ShouldBeEmpty();
}
