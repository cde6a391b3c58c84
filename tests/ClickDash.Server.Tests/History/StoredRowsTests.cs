using ClickDash.Kafka;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.History;

/// <summary>Counts that replace the last of their row stay exact when the server dies and reads messages again.</summary>
public sealed class StoredRowsTests : StoreFolder
{
    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public async Task Rows_replaced_before_and_after_a_crash_count_as_their_last()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(0);
            first.Take(0, Noon, ("/a", 5), ("/b", 3), ("/a", 7));
            first.Engine.Store();
            // Lost with the crash, and read again after it.
            first.Take(3, Noon, ("/a", 9), ("/b", 1));
            first.Crash();
        }

        await using (var second = await StartAsync())
        {
            second.Begin(3, from: 0);
            second.Take(0, Noon, ("/a", 5), ("/b", 3), ("/a", 7), ("/a", 9), ("/b", 1), ("/a", 9));
            second.Ends(6);

            second.Picture().Ranking.ShouldBe([new("/a", 9, 0), new("/b", 1, 0)]);
            second.Picture("page:/a").Ranking.ShouldBe([new("/a", 9, 0)]);
            second.Engine.Totals().Clicks.ShouldBe(10);
            await second.StopAsync();
        }

        await using var third = await StartAsync();
        third.Engine.Totals().Clicks.ShouldBe(10);
        third.Picture().Ranking.ShouldBe([new("/a", 9, 0), new("/b", 1, 0)]);
    }

    [Fact]
    public async Task A_row_that_was_let_go_stays_too_late_after_a_restart()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(0);
            first.Take(0, Noon, ("/a", 5));
            _time.Advance(TimeSpan.FromSeconds(601));
            first.Take(1, Noon.AddSeconds(601), ("/new", 1));
            await first.StopAsync();
        }

        Count("latest2").ShouldBe(1);

        await using var second = await StartAsync();
        second.Begin(2);
        // By its own message it would be in time.
        second.Came = Noon.AddSeconds(599);
        second.Take(2, Noon, ("/a", 6));

        second.Engine.Totals().Dropped["too_late"].ShouldBe(1);
        second.Engine.Totals().Clicks.ShouldBe(6);
    }

    [Fact]
    public async Task While_the_store_cannot_be_written_the_rows_wait_with_the_counts()
    {
        Directory.CreateDirectory(File);
        await using (var first = await StartAsync())
        {
            first.Begin(0);
            first.Take(0, Noon, ("/a", 5), ("/b", 2));
            first.Engine.Store();
            first.Take(2, Noon, ("/a", 6));
            first.Engine.Store();
            Directory.Delete(File);
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Begin(3);
        second.Take(3, Noon, ("/a", 8), ("/b", 2));
        second.Picture().Ranking.ShouldBe([new("/a", 8, 0), new("/b", 2, 0)]);
    }

    [Fact]
    public async Task A_tombstone_takes_back_a_row_that_an_earlier_run_counted()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(0);
            first.TakeKeyed(0, Noon, "/a", 5);
            first.TakeKeyed(1, Noon, "/b", 3);
            first.TakeKeyed(2, Noon, "/c", 2);
            first.TakeTombstone(3, "/c");
            await first.StopAsync();
        }

        await using (var second = await StartAsync())
        {
            second.Begin(4);
            second.TakeTombstone(4, "/a");
            second.TakeTombstone(5, "/c");
            second.Picture().Ranking.ShouldBe([new("/b", 3, 0)]);
            second.Engine.Totals().Ignored.ShouldBe(1, "it is taken back already");
            await second.StopAsync();
        }

        await using var third = await StartAsync();
        third.Engine.Totals().Clicks.ShouldBe(3);
        third.Picture().Ranking.ShouldBe([new("/b", 3, 0)]);
        third.Begin(6);
        third.TakeKeyed(6, Noon, "/a", 9);
        third.Engine.Totals().Clicks.ShouldBe(12);
    }

    [Fact]
    public async Task Rows_of_a_topic_that_was_made_anew_are_rows_of_their_own()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(0);
            first.TakeKeyed(0, Noon, "/a", 5);
            first.Begin(0, kind: SegmentStart.Recreated, topicId: "new");
            first.TakeKeyed(0, Noon, "/a", 2);
            first.Engine.Totals().Clicks.ShouldBe(7);
            first.TakeTombstone(1, "/a");
            first.Engine.Totals().Clicks.ShouldBe(5, "what the old topic counted stays");
            await first.StopAsync();
        }

        Count("latest2").ShouldBe(1);
        Ask("SELECT id FROM latest2_since").ShouldBe("new");

        await using (var second = await StartAsync())
        {
            second.Begin(2, kind: SegmentStart.Continued, topicId: "new");
            second.TakeKeyed(2, Noon, "/a", 3);
            second.Engine.Totals().Clicks.ShouldBe(8);
            second.TakeKeyed(3, Noon, "/a", 4);
            second.Engine.Totals().Clicks.ShouldBe(9);
            await second.StopAsync();
        }

        // While the server was down.
        await using var third = await StartAsync();
        third.Begin(0, kind: SegmentStart.Recreated, topicId: "newer");
        third.TakeKeyed(0, Noon, "/a", 1);
        third.Engine.Totals().Clicks.ShouldBe(10);
    }

    [Fact]
    public async Task While_its_partitions_begin_anew_one_by_one_each_reads_its_own_topic()
    {
        await using var run = await StartAsync();
        run.Begin(0);
        run.Feed.Begin(0, partition: 1);
        run.TakeKeyed(0, Noon, "/a", 5);
        run.TakeKeyed(0, Noon, "/b", 3, partition: 1);

        run.Feed.Begin(0, kind: SegmentStart.Recreated, topicId: "new");
        // It was fetched before.
        run.TakeKeyed(1, Noon, "/b", 4, partition: 1);
        run.TakeKeyed(0, Noon, "/a", 1);
        run.Engine.Totals().Clicks.ShouldBe(10);

        run.Feed.Begin(0, partition: 1, kind: SegmentStart.Recreated, topicId: "new");
        run.TakeKeyed(0, Noon, "/b", 2, partition: 1);
        run.TakeKeyed(1, Noon, "/a", 2);
        run.Engine.Totals().Clicks.ShouldBe(13);
    }

    [Fact]
    public async Task Where_the_broker_has_no_ids_a_topic_that_ends_before_the_offset_was_made_anew()
    {
        await using var run = await StartAsync();
        run.Feed.Begin(0, topicId: null);
        run.TakeKeyed(0, Noon, "/a", 5);
        run.Feed.Begin(0, kind: SegmentStart.Recreated, topicId: null);
        run.TakeKeyed(0, Noon, "/a", 2);
        run.Engine.Totals().Clicks.ShouldBe(7);

        // A broker that is upgraded has ids.
        run.Feed.Begin(1, kind: SegmentStart.Continued, topicId: "id");
        run.TakeKeyed(1, Noon, "/a", 4);
        run.Engine.Totals().Clicks.ShouldBe(9);
    }

    private object? Ask(string sql)
    {
        using var raw = new SqliteConnection($"Data Source={File};Pooling=False");
        raw.Open();
        using var command = raw.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private long Count(string table) => (long)Ask($"SELECT count(*) FROM {table}")!;

    private Task<StoredRun> StartAsync() => StoredRun.StartAsync(File, _time, "counts");
}
