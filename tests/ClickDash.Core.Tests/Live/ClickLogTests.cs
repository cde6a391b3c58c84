using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Tests.Live;

/// <summary>What is read again has its place before what is new, and gives way to it.</summary>
public sealed class ClickLogTests
{
    private const int Chunk = ClickLog.ChunkSize;

    [Fact]
    public void The_past_comes_before_what_is_new_and_is_seen_once_it_is_whole()
    {
        var log = new ClickLog(4 * Chunk);
        Append(log, 1, second: 20);
        AppendPast(log, Chunk + 1, second: 10);
        var before = log.Extent;
        Seconds(log, before).ShouldBe([20]);

        log.PublishPast();
        Append(log, 1, second: 21);

        Seconds(log, before).ShouldBe([20], "that moment stays what it was");
        Seconds(log, log.Extent).ShouldBe([.. Enumerable.Repeat(10L, Chunk + 1), 20, 21]);
        Parts(log, log.Extent)[^2].Next.ShouldBe(ClickLog.First);
    }

    [Fact]
    public void Without_anything_new_the_past_is_read_to_its_end()
    {
        var log = new ClickLog(2 * Chunk);
        AppendPast(log, 3, second: 10);
        log.PublishPast();

        Parts(log, log.Extent).ShouldHaveSingleItem().Next.ShouldBe(log.Extent.End);
    }

    [Fact]
    public void New_clicks_take_the_place_of_the_oldest_of_the_past()
    {
        var log = new ClickLog(3 * Chunk);
        AppendPast(log, Chunk, second: 10);
        AppendPast(log, Chunk, second: 11);
        log.PublishPast();
        var part = Parts(log, log.Extent)[0];
        Append(log, Chunk, second: 20);
        part.IsIntact.ShouldBeTrue();

        Append(log, 1, second: 21);

        part.IsIntact.ShouldBeFalse();
        log.LostThrough(log.Extent).ShouldBe(10);
        Seconds(log, log.Extent).Distinct().ShouldBe([11, 20, 21]);

        Append(log, 2 * Chunk, second: 22);
        log.LostThrough(log.Extent).ShouldBe(20);
        Seconds(log, log.Extent).Distinct().ShouldBe([21, 22]);
    }

    [Fact]
    public void What_gives_way_first_is_the_oldest_although_partitions_were_read_one_after_the_other()
    {
        var log = new ClickLog(4 * Chunk);
        AppendPast(log, Chunk, second: 12);
        AppendPast(log, Chunk, second: 10);
        AppendPast(log, Chunk, second: 11);
        AppendPast(log, 1, second: 13);
        log.PublishPast();
        Seconds(log, log.Extent).Distinct().ShouldBe([10, 11, 12, 13]);

        Append(log, 1, second: 20);

        log.LostThrough(log.Extent).ShouldBe(10);
        Seconds(log, log.Extent).Distinct().ShouldBe([11, 12, 13, 20]);
    }

    [Fact]
    public void Where_new_clicks_have_all_the_room_the_past_has_none()
    {
        var log = new ClickLog(2 * Chunk);
        AppendPast(log, 1, second: 10);
        Append(log, 2 * Chunk, second: 20);
        AppendPast(log, 2, second: 11);
        log.PublishPast();

        log.LostThrough(log.Extent).ShouldBe(11);
        Seconds(log, log.Extent).Distinct().ShouldBe([20]);
    }

    [Fact]
    public void More_of_the_past_than_there_is_room_for_keeps_its_newest()
    {
        var log = new ClickLog(2 * Chunk);
        AppendPast(log, Chunk, second: 10);
        AppendPast(log, Chunk, second: 11);
        AppendPast(log, 1, second: 12);
        log.PublishPast();

        log.LostThrough(log.Extent).ShouldBe(10);
        Seconds(log, log.Extent).Distinct().ShouldBe([11, 12]);
    }

    [Fact]
    public void The_newest_are_those_of_the_past_too_while_there_are_few_new_ones()
    {
        var log = new ClickLog(4 * Chunk);
        AppendPast(log, 10, second: 10);
        log.PublishPast();
        Append(log, 3, second: 20);

        Count(5).ShouldBe(5);
        Count(2).ShouldBe(2);
        Count(100).ShouldBe(13);

        int Count(int most) =>
            log.Parts(log.Newest(log.Extent, most), log.Extent).Sum(part => part.To - part.From);
    }

    [Fact]
    public void A_number_that_was_not_given_out_yet_is_of_a_click_that_took_the_place_and_is_harmless()
    {
        var table = new ValueTable(10);
        var id = table.Intern("/a"u8);
        var names = table.Names();
        names.Read(id, click: 0).ShouldBe(id);
        names.Read(id + 1_000_000, click: 0).ShouldBe(ValueTable.Other);

        ViewFilter.TryParse("page:/a", out var filter, out _).ShouldBeTrue();
        var matcher = new FilterMatcher(Dimension.Page, [filter!]);
        matcher.Use(names);
        matcher.Judge(id, click: 0).ShouldBe(Verdict.Passes);
        matcher.Judge(id + 1_000_000, click: 0).ShouldBe(Verdict.Fails);
    }

    private static void Append(ClickLog log, int count, long second)
    {
        for (var i = 0; i < count; i++)
        {
            log.Append(Of(second));
        }
    }

    private static void AppendPast(ClickLog log, int count, long second)
    {
        for (var i = 0; i < count; i++)
        {
            log.AppendPast(Of(second));
        }
    }

    private static LoggedClick Of(long second) =>
        new(second, 0, 0, 0, 0, 0, 0, 0, 0, 0, User: 0, Weight: 1, 0, false, false);

    private static ClickLog.Part[] Parts(ClickLog log, LogExtent extent) =>
        [.. log.Parts(log.Oldest(extent), extent)];

    private static List<long> Seconds(ClickLog log, LogExtent extent) =>
        [
            .. Parts(log, extent)
                .SelectMany(part =>
                    part.Chunk.Seconds[part.From..part.To].Select(second => (long)second)
                ),
        ];
}
