using ClickDash.Client.Browser;

namespace ClickDash.Client.Tests.Browser;

public sealed class LocaleTests
{
    private static readonly Locale India = new(".", ",", [3, 2], Hour12: true, Offset: 330);

    [Fact]
    public void Groups_are_the_readers() => India.Whole(12_345_678).ShouldBe("1,23,45,678");

    [Fact]
    public void Times_of_day_are_the_readers() => India.TimeOfDay(A.Start).ShouldBe("5:30:00 PM");

    [Fact]
    public void Without_a_zone_there_is_no_time_of_day() =>
        Locale.Neutral.TimeOfDay(A.Start).ShouldBeNull();

    [Theory]
    [InlineData(110, 100, "+10.0%")]
    [InlineData(50, 100, "−50.0%")]
    [InlineData(100, 100, "±0.0%")]
    [InlineData(900, 100, "+800%")]
    public void A_change_has_its_sign(long now, long before, string text) =>
        Locale.Neutral.Change(now, before).ShouldBe(text);

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(57.84, "57.8")]
    [InlineData(1234.5, "1,234")]
    public void A_rate_has_a_decimal_while_it_matters(double rate, string text) =>
        Locale.Neutral.Rate(rate).ShouldBe(text);
}
