using ClickDash.Client.Live;
using ClickDash.Core.Wire;

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
        RetryDelay
            .After(failures, chance: 1, Backoff.Usual)
            .TotalMilliseconds.ShouldBe(milliseconds);

    [Fact]
    public void Chance_takes_off_up_to_a_half() =>
        RetryDelay.After(9, chance: 0, Backoff.Usual).TotalMilliseconds.ShouldBe(2500);

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void After_a_loss_viewers_come_back_spread_over_what_the_server_asks_for(
        double chance
    ) =>
        RetryDelay
            .After(0, chance, new Backoff(First: 10_000, Longest: 5000))
            .TotalMilliseconds.ShouldBe(10_000 * chance);

    [Fact]
    public void A_server_that_asks_for_more_than_the_longest_wait_gets_it() =>
        RetryDelay
            .After(2, chance: 1, new Backoff(First: 10_000, Longest: 5000))
            .TotalMilliseconds.ShouldBe(10_000);
}
