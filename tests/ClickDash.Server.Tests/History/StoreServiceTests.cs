using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.History;
using Microsoft.Extensions.Time.Testing;

namespace ClickDash.Server.Tests.History;

/// <summary>What is counted is stored, and gone on from.</summary>
public sealed class StoreServiceTests : StoreFolder
{
    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public async Task A_new_run_goes_on_where_the_last_was_stored()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.Take(0, "/a", "/b", "/a");
            await first.StopAsync();
        }

        await using var second = await StartAsync();

        second.Engine.Totals().Clicks.ShouldBe(3);
        second.Picture().Ranking.ShouldBe([new("/a", 2, 0), new("/b", 1, 0)]);
        second
            .Topic.Stored(new ReadAgain(10, Noon))!
            .Partitions[0]
            .ShouldBe(new StoredPartition("id", 0, 3));
    }

    [Fact]
    public async Task What_was_not_stored_before_a_crash_is_read_again_and_counts_once()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.Take(0, "/a", "/b");
            first.Engine.Store();
            first.Take(2, "/c");
            first.Crash();
        }

        await using var second = await StartAsync();
        second.Begin(offset: 2);
        second.Take(2, "/c", "/d");

        second.Engine.Totals().Clicks.ShouldBe(4);
        second.Picture().Ranking.Select(row => row.Name).ShouldBe(["/a", "/b", "/c", "/d"]);
    }

    [Fact]
    public async Task Where_reading_begins_is_stored_before_anything_is_read()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 500);
            first.Crash();
        }

        await using var second = await StartAsync();

        second.Topic.Stored(new ReadAgain(10, Noon))!.Partitions[0].Next.ShouldBe(500);
    }

    [Fact]
    public async Task Filters_know_the_past_once_it_was_read_again_and_say_so_until_then()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.Take(0, "/a", "/b", "/a");
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Picture("page:/a").Reach.ShouldBeGreaterThan(Noon.ToUnixTimeMilliseconds());

        second.Begin(offset: 3, from: 0);
        second.Take(0, "/a", "/b", "/a", "/a");
        second.Ends(4);

        second.Picture("page:/a").Kpi.Total.ShouldBe(3);
        second.Picture("page:/a").Reach.ShouldBeLessThan(Noon.ToUnixTimeMilliseconds());
        second.Engine.Totals().Clicks.ShouldBe(4, "what is read again does not count again");
    }

    [Fact]
    public async Task While_the_store_cannot_be_written_the_dashboard_lives_says_so_and_stores_later()
    {
        // A folder stands where the file should be.
        Directory.CreateDirectory(File);
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.Take(0, "/a");
            first.Engine.Store();

            first.Picture().Kpi.Total.ShouldBe(1);
            first
                .Engine.Ingest.StoreTrouble.ShouldNotBeNull()
                .ShouldStartWith($"Counts are not being stored in {File}: ");

            Directory.Delete(File);
            first.Take(1, "/b");
            first.Engine.Store();

            first.Engine.Ingest.StoreTrouble.ShouldBeNull();
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Engine.Totals().Clicks.ShouldBe(2);
        second.Picture().Kpi.Total.ShouldBe(2);
    }

    [Fact]
    public async Task A_topic_made_anew_leaves_a_gap_and_the_sums_add_up()
    {
        await using var run = await StartAsync();
        run.Begin(offset: 0);
        run.Take(0, "/a", "/b");
        _time.Advance(TimeSpan.FromSeconds(10));
        run.Begin(offset: 0, kind: SegmentStart.Recreated, topicId: "another");
        run.Take(0, "/new");

        var picture = run.Picture();
        picture.Gaps.ShouldHaveSingleItem().Reason.ShouldStartWith("The topic was deleted and made anew");
        picture.Kpi.Total.ShouldBe(3);
        var totals = run.Engine.Totals();
        totals.AddsUp.ShouldBeTrue();
    }

    [Fact]
    public async Task What_happened_is_known_to_the_next_run_and_what_was_taken_away_is_not()
    {
        var now = Noon.ToUnixTimeMilliseconds();
        Mark alert;
        await using (var first = await StartAsync())
        {
            alert = first.Engine.Marks.Add(now, MarkKind.Alert, "too many errors");
            var note = first.Engine.Marks.Add(now - 1000, MarkKind.Note, "a slip");
            first.Engine.Store();
            first.Engine.Marks.Remove(note.Id);
            await first.StopAsync();
        }

        await using var second = await StartAsync();

        second.Picture().Marks.ShouldBe([alert]);
    }

    [Fact]
    public async Task A_lesson_goes_on_in_the_next_run()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(0);
            first.Take(0, "/before");
            var start = first.Engine.BeginLesson();
            first.Engine.Marks.Add(start, MarkKind.Lesson, "New lesson");
            _time.Advance(TimeSpan.FromSeconds(2));
            first.Take(1, "/in-it");
            await first.StopAsync();
        }

        await using var second = await StartAsync();

        second.Picture().Ranking.Select(one => one.Name).ShouldBe(["/in-it"]);
        second.Engine.Totals().Clicks.ShouldBe(2);
    }

    [Fact]
    public async Task What_happens_while_the_store_cannot_be_written_is_stored_later()
    {
        Directory.CreateDirectory(File);
        Mark note;
        await using (var first = await StartAsync())
        {
            note = first.Engine.Marks.Add(Noon.ToUnixTimeMilliseconds(), MarkKind.Note, "dark");
            first.Engine.Store();
            Directory.Delete(File);
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Engine.Marks.All.ShouldBe([note]);
    }

    private Task<StoredRun> StartAsync() => StoredRun.StartAsync(File, _time);
}
