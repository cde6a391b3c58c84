namespace ClickDash.Cli.Tests;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("60s", 60)]
    [InlineData("1.5m", 90)]
    [InlineData("1h", 3600)]
    public void Numbers_with_units_are_durations(string text, double seconds) =>
        Durations.Parse(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("60")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("0s")]
    [InlineData("5 minutes")]
    [InlineData("9999999h")]
    [InlineData("NaNs")]
    public void Anything_else_is_not(string text) => Durations.Parse(text).ShouldBeNull();
}
