using ClickDash.Client.Live;

namespace ClickDash.Client.Tests.Live;

public sealed class RetryDelayTests
{
    [Theory]
    [InlineData(0, 250)]
    [InlineData(1, 500)]
    [InlineData(3, 2000)]
    [InlineData(5, 5000)]
    [InlineData(1_000_000, 5000)]
    public void It_doubles_up_to_five_seconds_and_never_ends(int failures, int milliseconds) =>
        RetryDelay.After(failures, chance: 1).TotalMilliseconds.ShouldBe(milliseconds);

    [Fact]
    public void Chance_takes_off_up_to_a_half() =>
        RetryDelay.After(9, chance: 0).ShouldBe(RetryDelay.Longest / 2);
}
