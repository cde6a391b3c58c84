using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Engine;

namespace ClickDash.Server.Tests.Engine;

/// <summary>What an earlier run counted is read again once; filters know what came after all that is not there any more.</summary>
public sealed class TopicRefillTests
{
    private const long Stored = 1_795_348_800_000;
    private const long Hour = 3_600_000;
    private const long Ahead = TimeJudge.MaxAhead;
    private readonly TopicRefill _refill = new();

    [Fact]
    public void Each_message_is_passed_once_up_to_the_one_that_counts()
    {
        Restore();
        Begin(from: 90);
        _refill.Left.ShouldBe(10);
        Pass(90).ShouldBeTrue();
        Pass(90).ShouldBeFalse();
        Pass(100).ShouldBeFalse("it counts");
        _refill.Left.ShouldBe(9);
        _refill.Reach(0, 100);
        _refill.Left.ShouldBe(0);
    }

    [Fact]
    public void Nothing_is_missing_where_all_that_was_counted_is_read_again()
    {
        Restore();
        _refill.MissedThrough.ShouldBe(Stored);
        Begin(from: 10, start: 10);
        _refill.MissedThrough.ShouldBe(Stored, "not yet");
        _refill.Reach(0, 100);
        _refill.MissedThrough.ShouldBe(long.MinValue);
    }

    [Fact]
    public void Where_not_all_is_read_again_the_first_message_tells_from_when_on_all_is_known()
    {
        Restore();
        Begin(from: 90);
        Pass(90, at: Stored - Hour);
        Pass(91, at: 1970);
        Pass(92, at: Stored - 2 * Hour);
        _refill.Reach(0, 100);
        _refill.MissedThrough.ShouldBe(Stored - Hour + Ahead);
    }

    [Fact]
    public void What_is_deleted_before_it_is_read_again_is_missed()
    {
        Restore();
        Begin(from: 10, start: 10);
        _refill.Lose(0, 60);
        Pass(60, at: Stored - Hour);
        _refill.Reach(0, 100);
        _refill.MissedThrough.ShouldBe(Stored - Hour + Ahead);
    }

    [Fact]
    public void Where_all_of_it_is_deleted_all_is_missed()
    {
        Restore();
        Begin(from: 10, start: 10, olderThan: Stored - 2 * Hour);
        _refill.Lose(0, 200);
        (_refill.Left, _refill.MissedThrough).ShouldBe((0, Stored));
    }

    [Fact]
    public void What_is_older_than_all_that_pictures_show_is_not_missed()
    {
        Restore();
        Begin(from: 100, olderThan: Stored - 2 * Hour);
        (_refill.Left, _refill.MissedThrough).ShouldBe(
            (0, Stored - 2 * Hour + Ahead),
            "a partition in which nothing is newer takes no other's past"
        );
    }

    [Fact]
    public void What_was_read_before_the_topic_was_made_anew_is_missed()
    {
        Restore();
        Begin(from: 0, start: 0, ended: Stored - Hour);
        _refill.Reach(0, 100);
        _refill.MissedThrough.ShouldBe(Stored - Hour + Ahead);
    }

    [Fact]
    public void A_partition_that_is_gone_had_nothing_after_its_topic_was_made_anew()
    {
        Restore();
        _refill.Restore(1, Stored);
        Begin(from: 0, start: 0, ended: Stored - Hour);
        _refill.Reach(0, 100);
        _refill.MissedThrough.ShouldBe(Stored, "it may be there");

        _refill.Keep([0]);
        _refill.MissedThrough.ShouldBe(Stored - Hour + Ahead);
    }

    [Fact]
    public void What_was_deleted_before_it_could_be_read_on_is_missed()
    {
        Restore();
        Begin(from: 120);
        (_refill.Left, _refill.MissedThrough).ShouldBe((0, Stored));
    }

    [Fact]
    public void A_message_whose_time_the_arrival_decided_is_as_new_as_that()
    {
        Restore(new ArrivalMark("clicks", 0, 50, 60, Stored - Hour));
        Begin(from: 90, olderThan: Stored - 2 * Hour);
        _refill.Reach(0, 100);
        _refill.MissedThrough.ShouldBe(Stored - Hour + Ahead);
    }

    [Fact]
    public void When_a_message_arrived_is_known_where_it_mattered_in_the_same_segment()
    {
        Restore(
            new ArrivalMark("clicks", 0, 0, 95, Stored - 2 * Hour),
            new ArrivalMark("clicks", 0, 92, 95, Stored - 5)
        );
        Begin(from: 0, start: 0, ended: Stored - Hour);
        Pass(91, out var before).ShouldBeTrue();
        before.ShouldBeNull("that was of the old topic");
        Pass(93, out var arrived).ShouldBeTrue();
        arrived.ShouldBe(Stored - 5);
        Pass(95, out var after).ShouldBeTrue();
        after.ShouldBeNull();
    }

    [Fact]
    public void It_goes_on_beside_a_reader_that_begins_anew_but_not_in_another_segment()
    {
        Restore();
        Begin(from: 90);
        Begin(from: 100);
        Pass(90).ShouldBeTrue();

        Begin(from: 0, kind: SegmentStart.Recreated);
        Pass(91).ShouldBeFalse();
        (_refill.Left, _refill.MissedThrough).ShouldBe((0, Stored));
    }

    [Fact]
    public void A_partition_that_is_gone_is_waited_for_no_longer()
    {
        Restore();
        Begin(from: 90);
        _refill.Keep([1, 2]);
        (_refill.Left, _refill.MissedThrough).ShouldBe((0, Stored));
        Begin(from: 100);
        _refill.Left.ShouldBe(0);
    }

    private void Restore(params ArrivalMark[] arrivals)
    {
        _refill.Restore(0, Stored);
        _refill.Restore(arrivals);
    }

    private void Begin(
        long from,
        long start = 0,
        long? ended = null,
        long? olderThan = null,
        SegmentStart kind = SegmentStart.Continued
    ) =>
        _refill.Begin(
            new PartitionStart(0, "id", 0, 100, 0, 100, from, kind) { OlderThan = olderThan },
            new PartitionProgress("clicks", 0, start, 100, 100, 0, 0)
            {
                Earlier = ended is { } at
                    ? [new ReadSegment("old", 0, 5, 0, 0, 0, SegmentEnd.Recreated, at)]
                    : [],
            }
        );

    private bool Pass(long offset, long at = Stored) => Pass(offset, out _, at);

    private bool Pass(long offset, out long? arrived, long at = Stored)
    {
        var time = new MessageTime(at, IsLogAppendTime: false);
        return _refill.Pass(
            new MessageRow(0, offset, time, -1, DropReason.None, 0, 0),
            out arrived
        );
    }
}
