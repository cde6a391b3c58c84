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

    private long Count(string table)
    {
        using var raw = new SqliteConnection($"Data Source={File};Pooling=False");
        raw.Open();
        using var command = raw.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    private Task<StoredRun> StartAsync() => StoredRun.StartAsync(File, _time, "counts");
}
