using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Live;

namespace ClickDash.Server.Tests.Live;

public sealed class PartitionTableTests
{
    private readonly PartitionTable _table = new("clicks");

    [Fact]
    public void Offsets_without_a_message_are_skipped()
    {
        _table.Begin(0, start: 10, end: 20);

        _table.Pass(0, 10).ShouldBe(Passage.First);
        _table.Pass(0, 14).ShouldBe(Passage.First);

        _table.Progress().ShouldBe([new PartitionProgress("clicks", 0, 10, 15, 20, 5, 3)]);
        AddsUp(messages: 2);
    }

    [Fact]
    public void A_message_that_comes_again_does_not_count_again()
    {
        _table.Begin(0, start: 0, end: 0);
        _table.Pass(0, 0).ShouldBe(Passage.First);

        _table.Pass(0, 0).ShouldBe(Passage.Known);

        AddsUp(messages: 1);
    }

    [Fact]
    public void What_an_earlier_run_counted_is_read_again_once_and_does_not_count()
    {
        _table.Restore(new PartitionProgress("clicks", 0, 0, 100, 100, 0, 0));
        _table.Begin(0, start: 100, end: 110, from: 90);

        _table.Pass(0, 90).ShouldBe(Passage.Again);
        _table.Pass(0, 90).ShouldBe(Passage.Known);
        _table.IsReadingAgain.ShouldBeTrue();
        _table.Pass(0, 100).ShouldBe(Passage.First);
        _table.IsReadingAgain.ShouldBeFalse();

        AddsUp(messages: 101);
    }

    [Fact]
    public void Offsets_without_a_message_at_the_end_are_skipped_once_the_end_is_reached()
    {
        _table.Begin(0, start: 0, end: 3);
        _table.Pass(0, 0);
        _table.Pass(0, 1);

        _table.Reach(0, 3);
        _table.Reach(0, 2);

        var progress = _table.Progress().Single();
        progress.Lag.ShouldBe(0);
        progress.Skipped.ShouldBe(1);
        AddsUp(messages: 2);
    }

    [Fact]
    public void What_is_lost_is_skipped()
    {
        _table.Begin(0, start: 0, end: 100);
        _table.Pass(0, 0);

        _table.Lose(0, next: 50);

        _table.Progress().Single().Skipped.ShouldBe(49);
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
        _table.Pass(0, 0).ShouldBe(Passage.First);

        _table.Progress().Single().Next.ShouldBe(1);
        AddsUp(messages: 101);
    }

    private void AddsUp(long messages) =>
        (messages + _table.Progress().Sum(one => one.Skipped)).ShouldBe(
            _table.Progress().Sum(one => one.Next - one.Start)
        );
}
