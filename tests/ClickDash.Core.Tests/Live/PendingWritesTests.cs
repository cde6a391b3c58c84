using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Tests.Live;

/// <summary>What waits to be stored keeps its names, and is bounded while the store cannot be written.</summary>
public sealed class PendingWritesTests
{
    private const long Second = 1_795_348_800;

    [Fact]
    public void A_count_keeps_its_name_when_the_number_of_its_value_is_used_again()
    {
        var pending = new PendingWrites();

        pending.Add(Counted(Second, (2, 3)), isLive: true, Called("/scan-1"));
        pending.Add(Counted(Second, (2, 5)), isLive: true, Called("/shop"));

        Pages(pending, pending.Minutes.ShouldHaveSingleItem())
            .ShouldBe([("/scan-1", 3), ("/shop", 5)]);
        Pages(pending, pending.Seconds.ShouldHaveSingleItem())
            .ShouldBe([("/scan-1", 3), ("/shop", 5)]);
    }

    [Fact]
    public void A_later_ones_counts_are_added_by_their_names()
    {
        var (earlier, later) = (new PendingWrites(), new PendingWrites());
        earlier.Add(Counted(Second, (2, 1), (3, 1)), isLive: false, Called("/a", "/b"));
        later.Add(Counted(Second, (2, 10), (3, 20)), isLive: false, Called("/b", "/c"));

        earlier.Add(later);

        Pages(earlier, earlier.Minutes.ShouldHaveSingleItem())
            .ShouldBe([("/a", 1), ("/b", 11), ("/c", 20)]);
    }

    [Fact]
    public void None_and_other_are_the_same_everywhere()
    {
        var pending = new PendingWrites();
        pending.Add(
            Counted(Second, (ValueTable.None, 1), (ValueTable.Other, 2)),
            isLive: false,
            Called()
        );

        Pages(pending, pending.Minutes.ShouldHaveSingleItem())
            .ShouldBe([("(none)", 1), ("(other)", 2)]);
    }

    [Fact]
    public void A_copy_has_what_lies_in_its_stretch_and_stays_as_it_is()
    {
        var pending = new PendingWrites();
        pending.Add(Counted(Second, (2, 1)), isLive: true, Called("/a"));
        pending.Add(Counted(Second + 60, (2, 1)), isLive: true, Called("/a"));

        var copy = pending.Copy(Second + 60, Second + 120);
        pending.Add(Counted(Second + 60, (2, 7)), isLive: true, Called("/a"));

        Pages(copy, copy.Minutes.ShouldHaveSingleItem()).ShouldBe([("/a", 1)]);
        Pages(copy, copy.Seconds.ShouldHaveSingleItem()).ShouldBe([("/a", 1)]);
    }

    [Fact]
    public void Beyond_a_day_the_oldest_minutes_are_evicted_and_said_to_be()
    {
        var pending = new PendingWrites();
        for (var minute = 0; minute < 1441; minute++)
        {
            pending.Add(Counted(Second + minute * 60, (2, 1)), isLive: false, Called("/a"));
        }

        pending.Limit(Second * 1000);

        pending.Minutes.Count.ShouldBe(1440);
        pending.Gaps.ShouldBe([new Gap(Second * 1000, (Second + 60) * 1000, "not_stored")]);
    }

    private static Bucket Counted(long second, params (int Id, long Count)[] pages)
    {
        var bucket = new Bucket();
        bucket.Reset(second);
        foreach (var (id, count) in pages)
        {
            bucket.Counts.Add(CountTable.Key(Dimension.Page, id), count);
            bucket.Total += count;
        }

        return bucket;
    }

    // The first names' numbers are 2, 3 and so on.
    private static Func<Dimension, int, string> Called(params string[] names) =>
        (_, id) => names[id - 2];

    private static (string, long)[] Pages(PendingWrites pending, Bucket bucket) =>
        [
            .. bucket
                .Counts.Entries.ToArray()
                .Where(entry => CountTable.Is(entry.Key, Dimension.Page))
                .Select(entry =>
                    (pending.Name(Dimension.Page, CountTable.Id(entry.Key)), entry.Count)
                )
                .Order(),
        ];
}
