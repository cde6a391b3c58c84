using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Testing;
using CsCheck;

namespace ClickDash.Core.Tests.Live;

/// <summary>Counts that replace the last of the same row: live numbers are the last value of every row.</summary>
public sealed class LatestCountsTests
{
    private const long Lateness = 600_000;

    private long _offset;

    // Seconds before noon, how long after its second a row came, in milliseconds.
    private sealed record Row(string Page, string Country, int Second, long Delay, long Count);

    private static readonly Gen<Row> AnyRow =
        from page in Gen.Int[0, 5]
        from country in Gen.OneOf(Gen.Const("NZ"), Gen.Const("DE"))
        from second in Gen.Int[1, 20]
        from delay in Gen.Long[0, 15_000]
        from count in Gen.Frequency((1, Gen.Const(0L)), (8, Gen.Long[0, 9]))
        select new Row($"/{page}", country, second, delay, count);

    [Fact]
    public void Any_updates_in_any_order_within_the_lateness_count_as_the_last_of_each_row() =>
        Gen.Select(AnyRow.Array[0, 200], Gen.Int[1, 20])
            .Sample(
                (rows, ticks) =>
                {
                    var counts = new Counts();
                    var filtered = counts.Live.Filter(Germany);
                    for (var i = 0; i < rows.Length; i++)
                    {
                        counts.Read(rows[i]);
                        // Delivered again, as producers do after a broken connection.
                        counts.Read(rows[i]);
                        if (i % ticks == 0)
                        {
                            counts.Live.Advance(Stream.Noon);
                            counts.Take(filtered, Germany).Total.ShouldAllBe(total => total >= 0);
                        }
                    }

                    Check(counts, rows);
                    Check(
                        counts.Take(filtered, Germany),
                        [.. rows.Where(row => row.Country == "DE")]
                    );
                },
                iter: 200
            );

    [Fact]
    public void What_is_read_again_for_filters_alone_is_the_last_of_each_row_too() =>
        Gen.Select(AnyRow.Array[1, 100], Gen.Int[0, 100], Gen.Bool)
            .Sample(
                (rows, cut, isNewFirst) =>
                {
                    cut = Math.Min(cut, rows.Length);
                    var first = new Counts();
                    Array.ForEach(rows[..cut], first.Read);

                    var second = new Counts();
                    if (first.Feed.Recorder.TakeRows() is { } stored)
                    {
                        second.Feed.Recorder.Rows.Restore(
                            second.Feed.Recorder.Rows.Restored(stored),
                            topicId: null
                        );
                    }

                    // In either order: they are read beside each other.
                    if (isNewFirst)
                    {
                        Array.ForEach(rows[cut..], second.Read);
                    }

                    Array.ForEach(rows[..cut], second.Refill);
                    second.Live.Intake.Past.End();
                    if (!isNewFirst)
                    {
                        Array.ForEach(rows[cut..], second.Read);
                    }

                    Check(
                        second.Take(second.Live.Filter(Germany), Germany),
                        [.. rows.Where(row => row.Country == "DE")]
                    );
                    (
                        first.Live.Intake.Counters.Clicks + second.Live.Intake.Counters.Clicks
                    ).ShouldBe(Last(rows).Sum(row => row.Count));
                },
                iter: 200
            );

    [Fact]
    public void A_row_that_is_let_go_is_too_late_from_then_on_and_keeps_what_it_counted()
    {
        var counts = new Counts();
        counts.Read(new Row("/a", "NZ", Second: 700, Delay: 0, Count: 5));
        counts.Read(new Row("/a", "NZ", Second: 100, Delay: 0, Count: 1));
        counts.Read(new Row("/a", "NZ", Second: 700, Delay: 599_000, Count: 8));
        counts.Read(new Row("/a", "NZ", Second: 99, Delay: 0, Count: 1));
        counts.Read(new Row("/a", "NZ", Second: 700, Delay: 0, Count: 9));

        counts.Live.Intake.Counters.Clicks.ShouldBe(10);
        counts.Live.Intake.Counters.Dropped(DropReason.TooLate).ShouldBe(1);
        counts.Live.Intake.Counters.Messages.ShouldBe(5);
    }

    [Fact]
    public void Partitions_are_judged_by_their_own_messages()
    {
        var counts = new Counts();
        counts.Read(new Row("/a", "NZ", Second: 1, Delay: 0, Count: 1), partition: 0);
        counts.Read(new Row("/b", "NZ", Second: 3000, Delay: 0, Count: 1), partition: 1);

        counts.Live.Intake.Counters.Clicks.ShouldBe(2, "partition 1 is behind, not late");
    }

    [Fact]
    public void A_row_counts_once_when_the_topic_grows_and_its_key_moves_to_another_partition()
    {
        var counts = new Counts();
        counts.Read(new Row("/a", "NZ", Second: 10, Delay: 0, Count: 4), partition: 0);
        counts.Read(new Row("/a", "NZ", Second: 10, Delay: 500, Count: 6), partition: 4);
        counts.Live.Intake.Counters.Clicks.ShouldBe(6);
    }

    [Fact]
    public void Of_two_updates_of_a_row_the_later_message_wins_in_any_order_of_reading()
    {
        var counts = new Counts();
        counts.Read(new Row("/a", "NZ", Second: 10, Delay: 500, Count: 6), partition: 4);
        counts.Read(new Row("/a", "NZ", Second: 10, Delay: 0, Count: 4), partition: 0);
        counts.Live.Intake.Counters.Clicks.ShouldBe(6);
    }

    [Fact]
    public void As_many_rows_are_kept_as_the_lateness_needs()
    {
        new LatestCounts(TimeSpan.FromMinutes(10)).MaxRows.ShouldBeGreaterThan(1_000_000);
        new LatestCounts(TimeSpan.FromHours(1)).MaxRows.ShouldBeGreaterThan(6_000_000);
    }

    [Fact]
    public void The_spark_job_tells_beforehand_as_many_as_are_kept()
    {
        var job = File.ReadAllText(
            Path.Combine(Repository.Find("spark", "counts.py")!, "counts.py")
        );
        job.ShouldContain("ROWS_A_SECOND = 1750\n");
        job.ShouldContain("FEWEST_ROWS = 1 << 20\n");
        job.ShouldContain("MOST_ROWS = 1 << 23\n");
        new LatestCounts(TimeSpan.FromMinutes(1)).MaxRows.ShouldBe(1 << 20);
        new LatestCounts(TimeSpan.FromHours(1)).MaxRows.ShouldBe(1750 * 3600);
        new LatestCounts(TimeSpan.FromHours(24)).MaxRows.ShouldBe(1 << 23);
    }

    [Fact]
    public void A_row_is_late_once_and_its_updates_are_not()
    {
        var counts = new Counts();
        counts.Read(new Row("/in-time", "NZ", Second: 60, Delay: 500, Count: 5));
        counts.Read(new Row("/in-time", "NZ", Second: 60, Delay: 30_000, Count: 6));
        counts.Read(new Row("/late", "NZ", Second: 60, Delay: 30_000, Count: 5));
        counts.Read(new Row("/late", "NZ", Second: 60, Delay: 30_000, Count: 6));
        counts.Live.Intake.Counters.Late.ShouldBe(1);
    }

    [Fact]
    public void A_count_of_a_second_that_has_not_been_yet_is_malformed()
    {
        var counts = new Counts();
        counts.Read(new Row("/a", "NZ", Second: 60, Delay: -10_000, Count: 1));
        counts.Read(new Row("/a", "NZ", Second: 60, Delay: -10_001, Count: 2));
        counts.Live.Intake.Counters.Clicks.ShouldBe(1);
        counts.Live.Intake.Counters.Dropped(DropReason.Malformed).ShouldBe(1);
    }

    [Fact]
    public void A_message_from_the_future_does_not_make_all_that_follow_too_late()
    {
        var counts = new Counts();
        counts.Read(new Row("/a", "NZ", Second: 60, Delay: 100_000_000_000, Count: 1));
        counts.Read(new Row("/b", "NZ", Second: 60, Delay: 0, Count: 2));
        counts.Live.Intake.Counters.Clicks.ShouldBe(3);
    }

    [Fact]
    public void Pages_that_are_shown_as_one_are_counted_apart()
    {
        var counts = new Counts();
        counts.Read(new Row("/shop?x=1", "NZ", Second: 1, Delay: 0, Count: 3));
        counts.Read(new Row("/shop?x=2", "NZ", Second: 1, Delay: 0, Count: 4));
        counts.Read(new Row("/shop?x=1", "NZ", Second: 1, Delay: 0, Count: 5));
        counts.Live.Intake.Counters.Clicks.ShouldBe(9);
    }

    [Fact]
    public void Beyond_its_bound_the_oldest_second_is_let_go_and_nothing_counts_twice()
    {
        var latest = new LatestCounts(TimeSpan.FromMilliseconds(Lateness), maxRows: 2);
        Replace(latest, second: 10, row: 1, count: 5).ShouldBe(5);
        Replace(latest, second: 11, row: 1, count: 5).ShouldBe(5);
        Replace(latest, second: 11, row: 2, count: 5).ShouldBe(5);

        latest.Rows.ShouldBe(2);
        Replace(latest, second: 10, row: 1, count: 6).ShouldBeNull();
        Replace(latest, second: 11, row: 2, count: 3).ShouldBe(-2);
        latest.TakeChanged("counts")!.Counts.ShouldAllBe(row => row.Key.Second == 11);
        latest.TakeChanged("counts")!.Counts.ShouldBeEmpty();
        latest.EvictedEarly.ShouldBe(1);
    }

    [Fact]
    public void After_a_restart_no_partition_evicts_rows_that_another_may_still_replace()
    {
        var first = new LatestCounts(TimeSpan.FromMilliseconds(Lateness));
        Replace(first, second: 10, row: 1, count: 5, partition: 0, at: 10_000);
        Replace(first, second: 10, row: 2, count: 7, partition: 1, at: 10_000);

        var second = new LatestCounts(TimeSpan.FromMilliseconds(Lateness));
        second.Restore(first.TakeChanged("counts")!);
        Replace(second, second: 1000, row: 3, count: 1, partition: 0, at: 1_000_000);
        Replace(second, second: 10, row: 2, count: 8, partition: 1, at: 11_000).ShouldBe(1);
        Replace(second, second: 10, row: 1, count: 6, partition: 0, at: 11_000).ShouldBeNull();
    }

    [Fact]
    public void A_restart_between_any_two_updates_of_several_partitions_changes_nothing() =>
        Gen.Select(
                Gen.Select(Gen.Int[0, 2], Gen.Long[0, 1200], Gen.Int[0, 2], Gen.Long[0, 600]).Array[
                    0,
                    60
                ],
                Gen.Int[0, 60]
            )
            .Sample(
                (updates, cut) =>
                {
                    var straight = new LatestCounts(TimeSpan.FromMilliseconds(Lateness));
                    var before = new LatestCounts(TimeSpan.FromMilliseconds(Lateness));
                    var after = new LatestCounts(TimeSpan.FromMilliseconds(Lateness));
                    for (var i = 0; i < updates.Length; i++)
                    {
                        var (partition, came, row, age) = updates[i];
                        if (i == cut && before.TakeChanged("counts") is { } stored)
                        {
                            after.Restore(stored);
                        }

                        _offset = i;
                        var expected = Update(straight);
                        _offset = i;
                        Update(i < cut ? before : after).ShouldBe(expected);

                        long? Update(LatestCounts latest) =>
                            Replace(latest, came - age, row, i, partition, came * 1000);
                    }
                },
                iter: 1000
            );

    [Fact]
    public void A_partition_that_was_read_to_its_end_is_judged_by_its_own_messages()
    {
        var latest = new LatestCounts(TimeSpan.FromMilliseconds(Lateness));
        Replace(latest, second: 2000, row: 1, count: 1, partition: 0, at: 2_000_000);
        Replace(latest, second: 10, row: 2, count: 1, partition: 1, at: 10_000);
        latest.Reach(1);
        Replace(latest, second: 11, row: 3, count: 1, partition: 1, at: 11_000).ShouldBe(1);
        Replace(latest, second: 10, row: 2, count: 3, partition: 1, at: 11_000).ShouldBe(2);
    }

    [Fact]
    public void A_partition_that_is_silent_while_the_others_go_on_by_the_lateness_holds_no_rows()
    {
        var latest = new LatestCounts(TimeSpan.FromMilliseconds(Lateness));
        Replace(latest, second: 10, row: 1, count: 5, partition: 1, at: 10_000);
        latest.Reach(1);
        Replace(latest, second: 610, row: 2, count: 1, partition: 0, at: 610_000);
        latest.Rows.ShouldBe(2, "it may still send");
        Replace(latest, second: 611, row: 2, count: 1, partition: 0, at: 611_000);
        latest.Rows.ShouldBe(2, "10 is evicted");

        Replace(latest, second: 10, row: 1, count: 6, partition: 1, at: 10_500)
            .ShouldBeNull("what was evicted is not counted again");
        Replace(latest, second: 12, row: 1, count: 6, partition: 1, at: 12_500).ShouldBe(6);
        Replace(latest, second: 2000, row: 2, count: 1, partition: 0, at: 2_000_000);
        Replace(latest, second: 12, row: 1, count: 7, partition: 1, at: 12_500)
            .ShouldBe(1, "it speaks again, and is not at its end");
    }

    [Fact]
    public void A_partition_that_is_gone_holds_no_rows()
    {
        var latest = new LatestCounts(TimeSpan.FromMilliseconds(Lateness));
        Replace(latest, second: 10, row: 1, count: 5, partition: 1, at: 10_000);
        Replace(latest, second: 2000, row: 2, count: 1, partition: 0, at: 2_000_000);
        latest.Rows.ShouldBe(2);
        latest.Keep([0]);
        latest.Rows.ShouldBe(1);
    }

    private static readonly View Germany = Stream.Asked(60, Dimension.Page, 10, "country:DE");

    private long? Replace(
        LatestCounts latest,
        long second,
        int row,
        long count,
        int partition = 0,
        long at = 20_000
    ) =>
        latest.Replace(
            new RowKey(second, (UInt128)row),
            new RowCount(count, at, partition, _offset++),
            out var change
        ) == RowUpdate.TooLate
            ? null
            : change;

    private static IEnumerable<Row> Last(IEnumerable<Row> rows) =>
        rows.GroupBy(row => (row.Page, row.Country, row.Second))
            .Select(row => row.OrderBy(one => one.Delay).Last());

    private static void Check(Counts counts, Row[] rows)
    {
        counts.Live.Intake.Counters.Clicks.ShouldBe(Last(rows).Sum(row => row.Count));
        counts.Live.Advance(Stream.Noon);
        var view = Stream.Asked(60, Dimension.Page, 10);
        Check(counts.Live.Take(view, Counts.Stamp), rows);
    }

    private static void Check(Snapshot picture, Row[] rows)
    {
        var last = Last(rows).ToList();
        // The last bucket holds noon itself.
        picture.Total.ShouldBe(
            Enumerable
                .Range(0, 60)
                .Select(i => (long?)last.Where(row => row.Second == 59 - i).Sum(row => row.Count))
        );
        picture.Kpi.Total.ShouldBe(last.Sum(row => row.Count));
        picture.Kpi.PeakRate.ShouldBe(picture.Total.Max() ?? 0);
        picture
            .Ranking.Select(row => (row.Name, row.Count))
            .ShouldBe(
                last.GroupBy(row => row.Page)
                    .Select(page => (page.Key, page.Sum(row => row.Count)))
                    .Where(page => page.Item2 > 0)
                    .OrderByDescending(page => page.Item2)
                    .ThenBy(page => page.Key, StringComparer.Ordinal)
            );
        foreach (var series in picture.Series)
        {
            series.Counts.ShouldAllBe(count => count >= 0);
        }
    }

    /// <summary>A live window that reads the format.</summary>
    private sealed class Counts
    {
        public static readonly Stamp Stamp = new(
            "run",
            1,
            Stream.Noon,
            new IngestStatus(IngestState.Reading, "", Demo: false, "broker:9092", "counts")
        );

        public Counts() => Feed = new ClickFeed(Live.Intake, "counts", new CountsFormat());

        public LiveWindow Live { get; } =
            new(
                new LiveOptions { AllowedLateness = TimeSpan.FromMilliseconds(Lateness) },
                Stream.Noon
            );

        // The last row comes 15 seconds after noon.
        private const long Arrived = Stream.Noon + 15_000;

        public ClickFeed Feed { get; }

        public void Read(Row row) => Read(row, partition: 0);

        public void Read(Row row, int partition) =>
            Feed.Read(default, Message(row), Came(row), Arrived, partition);

        public void Refill(Row row) => Feed.Refill(Message(row), Came(row), Arrived);

        public Snapshot Take(FilteredView filtered, View view)
        {
            Live.Advance(Stream.Noon);
            return filtered.Take(Live.Facts(view, Stamp));
        }

        private static long Came(Row row) => Stream.Noon - (row.Second * 1000) + row.Delay;

        private static byte[] Message(Row row) =>
            Encoding.UTF8.GetBytes(
                $$"""{"second":{{(Stream.Noon / 1000) - row.Second}},"page":"{{row.Page}}","country":"{{row.Country}}","count":{{row.Count}}}"""
            );
    }
}
