namespace ClickDash.Server.Tests.History;

/// <summary>What is kept in longer rows than a query's steps and its <c>to</c> ask for: nothing counts twice, and what cannot be told is said.</summary>
public sealed class CoarseRowsTests : FilledStore
{
    [Fact]
    public void Within_the_live_hours_nothing_at_to_or_later_is_counted()
    {
        using var store = Open();
        CountEverySecond(Noon.AddHours(-1), Noon);
        Write(store);

        var picture = Ask(store, $"from={Ms(-3600)}&to={Ms(-3600 + 330)}&step=60");

        picture.Total.ShouldBe([60, 60, 60, 60, 60, 30]);
        picture.Approximate.ShouldBeFalse();
    }

    [Fact]
    public void A_minute_that_to_cuts_counts_whole_and_is_said_to_be_approximate()
    {
        using var store = Open();
        CountEverySecond(Noon.AddHours(-4), Noon.AddHours(-3));
        Write(store);
        Count("/a", Noon.AddHours(-4).AddSeconds(331));

        var cut = Ask(store, $"from={Ms(-4 * 3600)}&to={Ms(-4 * 3600 + 330)}&step=60");
        var whole = Ask(store, $"from={Ms(-4 * 3600)}&to={Ms(-4 * 3600 + 300)}&step=60");
        var quiet = Ask(store, $"from={Ms(-3 * 3600)}&to={Ms(-3 * 3600 + 330)}&step=60");

        cut.Total.ShouldBe([60, 60, 60, 60, 60, 61]);
        cut.Approximate.ShouldBeTrue();
        whole.Kpi.Total.ShouldBe(300);
        whole.Approximate.ShouldBeFalse();
        quiet.Kpi.Total.ShouldBe(0);
        quiet.Approximate.ShouldBeFalse("none is none, wherever it is cut");
    }

    [Fact]
    public void Where_to_lies_within_the_live_hours_it_is_kept_to_in_a_step_that_begins_before_them()
    {
        using var store = Open();
        CountEverySecond(Noon.AddHours(-3), Noon);
        Write(store);

        // Steps of seven minutes begin at 9:55 here: minutes up to 9:59, and seconds from then on.
        var picture = Ask(store, $"from={Ms(-7500)}&to={Ms(-7170)}&step=420");

        picture.Kpi.Total.ShouldBe((Ms(-7170) - picture.Start) / 1000);
        picture.Approximate.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Steps_shorter_than_the_rows_that_are_kept_have_no_count_of_their_own(int step)
    {
        using var store = Open();
        CountEverySecond(Noon.AddHours(-3), Noon);
        Write(store);

        // Of the window before, four minutes are kept by the minute alone: the live time is two hours and ten seconds.
        var picture = Ask(store, $"from={Ms(-6900)}&to={Ms(-6300)}&step={step}");

        picture.Total.ShouldAllBe(count => count == step);
        picture.Previous[..(240 / step)].ShouldAllBe(count => count == null);
        picture.Previous[(240 / step)..].ShouldAllBe(count => count == step);
        picture.Series.ShouldHaveSingleItem().Previous.ShouldBe(picture.Previous);
        picture.Kpi.PreviousTotal.ShouldBe(600);
        picture.Approximate.ShouldBeTrue();
    }

    [Fact]
    public void A_row_that_begins_before_all_steps_is_none_of_theirs_and_hides_those_that_it_reaches()
    {
        using var store = Open();
        CountEverySecond(Noon.AddHours(-3), Noon);
        Write(store);

        var picture = Ask(store, $"from={Ms(-6890)}&to={Ms(-6290)}&step=10");

        picture.Previous[..23].ShouldAllBe(count => count == null);
        picture.Previous[23..].ShouldAllBe(count => count == 10);
        picture.Kpi.PreviousTotal.ShouldBe(600 - 50);
        picture.Approximate.ShouldBeTrue();
    }

    [Fact]
    public void Steps_without_clicks_are_zero_however_short()
    {
        using var store = Open();
        Count("/a", Noon.AddSeconds(-6600));
        Write(store);

        var picture = Ask(store, $"from={Ms(-6900)}&to={Ms(-6300)}&step=10");

        picture.Previous.ShouldAllBe(count => count == 0);
        picture.Approximate.ShouldBeFalse();
    }

    [Fact]
    public void Where_seconds_end_and_minutes_begin_nothing_counts_twice()
    {
        using var store = Open();
        CountEverySecond(Noon.AddHours(-3), Noon);
        Write(store);
        Now = Noon.AddSeconds(30);
        Retain(store);

        var picture = Ask(store, $"from={Ms(-6900)}&to={Ms(-6600)}&step=10");

        picture.Previous.ShouldAllBe(count => count == 10);
        picture.Kpi.PreviousTotal.ShouldBe(300);
        picture.Approximate.ShouldBeFalse();
        Ask(store, $"from={Now.AddHours(-2).ToUnixTimeMilliseconds()}&to={Ms(0)}&step=10")
            .Total.ShouldAllBe(count => count == 10);
    }

    [Fact]
    public void Where_minutes_end_and_quarters_begin_nothing_counts_twice()
    {
        using var store = Open();
        CountEverySecond(Noon.AddHours(-1), Noon.AddHours(1));
        Now = Noon.AddHours(1);
        Write(store);
        Now = Noon.AddDays(14).AddMinutes(7);
        Retain(store);

        var picture = Ask(store, $"from={Ms(600)}&to={Ms(1200)}&step=60");
        var older = Ask(store, $"from={Ms(450)}&to={Ms(1350)}&step=60");

        picture.Total.ShouldAllBe(count => count == 60);
        picture.Previous.ShouldAllBe(count => count == 60);
        picture.Approximate.ShouldBeFalse();
        older.Total.ShouldAllBe(count => count == 60);
        older.Previous[..9].ShouldAllBe(count => count == null);
        older.Previous[9..].ShouldAllBe(count => count == 60);
        older.Approximate.ShouldBeTrue();
    }

    private void CountEverySecond(DateTimeOffset from, DateTimeOffset to)
    {
        for (var at = from; at < to; at = at.AddSeconds(1))
        {
            Count("/a", at);
        }
    }

    private static long Ms(int seconds) => Noon.AddSeconds(seconds).ToUnixTimeMilliseconds();
}
