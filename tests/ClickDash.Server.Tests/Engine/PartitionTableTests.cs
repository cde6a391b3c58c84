using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Engine;

namespace ClickDash.Server.Tests.Engine;

/// <summary>Every offset passed is a message, never held one, or is lost: within each segment and over all of them.</summary>
public sealed class PartitionTableTests
{
    private const long Now = 1_800_000_000_000;
    private readonly PartitionTable _table = new("clicks");

    [Fact]
    public void Offsets_without_a_message_are_skipped()
    {
        Begin(start: 10, end: 20);

        Pass(10).ShouldBe(OffsetDecision.Backlog);
        Pass(14).ShouldBe(OffsetDecision.Backlog);

        var progress = Progress();
        (progress.Start, progress.Next, progress.End, progress.Lag, progress.Skipped).ShouldBe(
            (10, 15, 20, 5, 3)
        );
        AddsUp(messages: 2);
    }

    [Fact]
    public void What_comes_after_the_end_that_was_seen_when_reading_began_is_live()
    {
        Begin(start: 0, end: 2);
        Pass(1).ShouldBe(OffsetDecision.Backlog);
        Pass(2).ShouldBe(OffsetDecision.Live);
    }

    [Fact]
    public void A_message_that_comes_again_does_not_count_again()
    {
        Begin(start: 0, end: 0);
        Pass(0).ShouldBe(OffsetDecision.Live);
        Pass(0).ShouldBe(OffsetDecision.Known);
        AddsUp(messages: 1);
    }

    [Fact]
    public void Offsets_without_a_message_at_the_end_are_skipped_once_the_end_is_reached()
    {
        Begin(start: 0, end: 3);
        Pass(0);
        Pass(1);

        _table.Reach(0, 3);
        _table.Reach(0, 2);

        (Progress().Lag, Progress().Skipped).ShouldBe((0, 1));
        AddsUp(messages: 2);
    }

    [Fact]
    public void What_is_lost_is_a_number_of_its_own()
    {
        Begin(start: 0, end: 100);
        Pass(0);

        _table.Lose(0, to: 50);

        (Progress().Skipped, Progress().Lost).ShouldBe((0, 49));
        AddsUp(messages: 1);
    }

    [Fact]
    public void A_topic_made_anew_begins_a_segment_and_what_was_known_to_wait_is_lost()
    {
        Begin(start: 0, end: 100);
        for (var offset = 0; offset < 90; offset++)
        {
            Pass(offset);
        }

        Begin(start: 0, end: 5, kind: SegmentStart.Recreated, topicId: "new").ShouldBe(10);
        Pass(0).ShouldBe(OffsetDecision.Backlog);

        Progress().Next.ShouldBe(1);
        Progress()
            .Earlier.ShouldBe([
                new ReadSegment("old", 0, 100, 0, 10, 0, SegmentEnd.Recreated, Now),
            ]);
        AddsUp(messages: 91);
    }

    [Fact]
    public void Messages_that_the_cluster_lost_after_they_were_read_stay_counted_and_are_told()
    {
        Begin(start: 0, end: 20);
        for (var offset = 0; offset < 20; offset++)
        {
            Pass(offset);
        }

        Begin(start: 10, end: 25, kind: SegmentStart.Truncated);
        Pass(10).ShouldBe(OffsetDecision.Backlog);

        Progress().Start.ShouldBe(10);
        Progress().Earlier.ShouldHaveSingleItem().Truncated.ShouldBe(10);
        AddsUp(messages: 21);
    }

    [Fact]
    public void Only_the_newest_segments_are_kept_apart_and_the_sums_still_add_up()
    {
        Begin(start: 0, end: 0);
        for (var times = 0; times < 50; times++)
        {
            Pass(0);
            Pass(1);
            Begin(start: 0, end: 0, kind: SegmentStart.Recreated, topicId: $"{times}");
        }

        Progress().Earlier.Length.ShouldBe(20);
        AddsUp(messages: 100);
    }

    [Fact]
    public void A_partition_that_the_topic_does_not_have_any_more_is_gone_and_waits_for_nothing()
    {
        Begin(start: 0, end: 100);
        _table.Report([new PartitionReport(1, PartitionState.Reading, null, 5, 0)]);

        (Progress().State, Progress().Lag).ShouldBe((PartitionState.Gone, 0));
        _table.CatchingUp.ShouldBe(0);
    }

    [Fact]
    public void What_waited_in_a_topic_that_was_deleted_is_lost_once_it_is_made_anew()
    {
        Begin(start: 0, end: 100);
        Pass(0);
        _table.Report([]);
        (Progress().State, Progress().Lag).ShouldBe((PartitionState.Gone, 0));

        Begin(start: 0, end: 0, kind: SegmentStart.Recreated, topicId: "new").ShouldBe(99);
        Progress().State.ShouldBe(PartitionState.Reading);
        AddsUp(messages: 1);
    }

    [Fact]
    public void Messages_of_a_topic_that_has_taken_the_name_already_are_not_lost_with_the_old_one()
    {
        Begin(start: 0, end: 1);
        Pass(0);
        Report(end: 40, sureEnd: 3);
        Report(end: 5000);
        Progress().Lag.ShouldBe(4999, "nobody knows better yet");

        Begin(start: 0, end: 5000, kind: SegmentStart.Recreated, topicId: "new")
            .ShouldBe(2, "what was known to be the old one's");
        AddsUp(messages: 1);
    }

    [Fact]
    public void A_partition_that_cannot_be_read_yet_is_seen()
    {
        _table.Report([
            new PartitionReport(3, PartitionState.WaitingForLeader, "It waits.", null, 0),
        ]);

        Progress().State.ShouldBe(PartitionState.WaitingForLeader);
        Progress().Message.ShouldBe("It waits.");
        _table.IsEmpty.ShouldBeTrue("nothing of it was read, so nothing is stored");
        _table.Read().ShouldBeEmpty();
    }

    private long Begin(
        long start,
        long end,
        SegmentStart kind = SegmentStart.First,
        string topicId = "old"
    ) => _table.Begin(new PartitionStart(0, topicId, 0, start, 0, end, start, kind), Now);

    private void Report(long end, long? sureEnd = null) =>
        _table.Report([
            new PartitionReport(0, PartitionState.Reading, null, end, 0) { SureEnd = sureEnd },
        ]);

    private OffsetDecision Pass(long offset) => _table.Pass(0, offset, leaderEpoch: 0);

    private PartitionProgress Progress() => _table.Progress().Single();

    private void AddsUp(long messages)
    {
        PartitionProgress[] all = [.. _table.Progress()];
        new Totals(
            0,
            messages,
            0,
            0,
            0,
            new Dictionary<string, long>(),
            all.Sum(one => one.Skipped + one.Earlier.Sum(segment => segment.Skipped)),
            all
        ).AddsUp.ShouldBeTrue();
    }
}
