using ClickDash.Core.Wire;
using ClickDash.Server.Live;

namespace ClickDash.Server.Tests.Live;

public sealed class PartitionTableTests
{
    private readonly PartitionTable _table = new();

    [Fact]
    public void Offsets_without_a_message_are_skipped()
    {
        _table.Begin(0, start: 10, end: 20);

        _table.Pass(0, 10).ShouldBeTrue();
        _table.Pass(0, 14).ShouldBeTrue();

        _table.Skipped.ShouldBe(3);
        _table.Progress().ShouldBe([new PartitionProgress(0, 10, 15, 20, 5)]);
        AddsUp(messages: 2);
    }

    [Fact]
    public void A_message_that_comes_again_does_not_count_again()
    {
        _table.Begin(0, start: 0, end: 0);
        _table.Pass(0, 0).ShouldBeTrue();

        _table.Pass(0, 0).ShouldBeFalse();

        AddsUp(messages: 1);
    }

    [Fact]
    public void What_is_lost_is_skipped()
    {
        _table.Begin(0, start: 0, end: 100);
        _table.Pass(0, 0);

        _table.Lose(0, next: 50);

        _table.Skipped.ShouldBe(49);
        AddsUp(messages: 1);
    }

    [Fact]
    public void A_topic_made_anew_is_read_from_its_start_and_the_sums_still_add_up()
    {
        _table.Begin(0, start: 0, end: 100);
        for (var offset = 0; offset < 100; offset++)
        {
            _table.Pass(0, offset);
        }

        _table.Lose(0, next: 0);
        _table.Pass(0, 0).ShouldBeTrue();

        _table.Progress()[0].Next.ShouldBe(1);
        AddsUp(messages: 101);
    }

    private void AddsUp(long messages) =>
        (messages + _table.Skipped).ShouldBe(_table.Progress().Sum(one => one.Next - one.Start));
}
