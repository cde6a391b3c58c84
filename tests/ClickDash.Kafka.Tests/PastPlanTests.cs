using CsCheck;

namespace ClickDash.Kafka.Tests;

/// <summary>How much of what an earlier run counted is read again.</summary>
public sealed class PastPlanTests
{
    private static readonly DateTimeOffset Since = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void All_is_read_again_that_fits_however_unevenly_it_lies() =>
        Plan(1000, (Next: 900, First: 100), (50, 0), (50, 0))
            .Select(start => start.From)
            .ShouldBe([100, 0, 0]);

    [Fact]
    public void Where_it_does_not_fit_the_same_part_of_each_is_so_that_all_reach_back_as_far() =>
        Plan(500, (Next: 900, First: 100), (100, 0), (100, 0))
            .Select(start => start.From)
            .ShouldBe([500, 50, 50]);

    [Fact]
    public void Those_that_begin_another_time_have_their_share_then() =>
        PastPlan
            .For([Start(0, next: 900)], First(100), new ReadAgain(1000, Since), partitions: 2)
            .ShouldHaveSingleItem()
            .From.ShouldBe(400);

    [Fact]
    public void Of_one_with_nothing_as_new_nothing_is_read_and_all_before_is_known_to_be_older()
    {
        var start = Plan(1000, (Next: 900, First: -1)).ShouldHaveSingleItem();
        start.From.ShouldBe(900);
        start.OlderThan.ShouldBe(Since.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Nothing_is_known_of_what_is_left_out_for_want_of_room() =>
        Plan(500, (Next: 900, First: 100)).ShouldHaveSingleItem().OlderThan.ShouldBeNull();

    [Fact]
    public void No_more_than_is_asked_for_is_read_and_no_partition_reaches_back_less_than_another() =>
        Gen.Select(
                Gen.Long[1, 1_000_000],
                Gen.Select(Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000]).Array[1, 12]
            )
            .Sample(
                (most, partitions) =>
                {
                    (long Next, long First)[] all =
                    [
                        .. partitions.Select(one => (one.Item1 + one.Item2, one.Item2)),
                    ];
                    var planned = Plan(most, all).ToArray();
                    planned.Sum(start => start.Offset - start.From).ShouldBeLessThanOrEqualTo(most);
                    var wanted = all.Sum(one => one.Next - one.First);
                    foreach (var (start, (next, first)) in planned.Zip(all))
                    {
                        var share = (next - first) * Math.Min(1.0, most / (double)wanted);
                        (next - start.From).ShouldBeInRange((long)share - 1, (long)share + 1);
                    }
                }
            );

    private static IEnumerable<PartitionStart> Plan(
        long messages,
        params (long Next, long First)[] partitions
    ) =>
        PastPlan.For(
            [.. partitions.Select((one, number) => Start(number, one.Next))],
            First([.. partitions.Select(one => one.First)]),
            new ReadAgain(messages, Since),
            partitions.Length
        );

    private static PartitionStart Start(int number, long next) =>
        new(number, "id", 0, next, 0, next, next, SegmentStart.Continued);

    private static Dictionary<int, long> First(params long[] first) =>
        first
            .Select((offset, number) => (offset, number))
            .ToDictionary(one => one.number, one => one.offset);
}
