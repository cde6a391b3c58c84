using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Engine;
using ClickDash.Server.History;
using Microsoft.Data.Sqlite;
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
    public async Task What_is_new_counts_while_the_past_is_still_read_again_and_filters_see_all_of_it_in_order()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.Take(0, "/a", "/b", "/a");
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Engine.Ingest.CatchingUp.ShouldBe(0, "nobody knows yet how much is left");
        second.Begin(offset: 3, from: 0);
        second.Engine.Ingest.CatchingUp.ShouldBeNull();
        _time.Advance(TimeSpan.FromSeconds(2));
        second.Take(3, "/a");
        var (view, watched) = Watched("page:/a");
        var opened = second.Engine.Open(view);
        Snapshot Seen() => second.Engine.Read([opened], sequence: 1)[0].ToSnapshot();

        second.Picture().Kpi.Total.ShouldBe(4);
        second.Engine.Ingest.Refilling.ShouldBe(3);
        (Seen().Kpi.Total, Seen().Reach > Noon.ToUnixTimeMilliseconds()).ShouldBe((1, true));

        second.Came = Noon;
        second.Take(0, "/a", "/b");
        (Seen().Kpi.Total, second.Engine.Ingest.Refilling).ShouldBe((1, 1));
        second.Take(2, "/a");

        (Seen().Kpi.Total, second.Engine.Ingest.Refilling).ShouldBe((3, null));
        Seen().Reach.ShouldBeLessThan(Noon.ToUnixTimeMilliseconds());
        // A feed stands for a second.
        _time.Advance(TimeSpan.FromSeconds(1));
        var feed = second.Engine.Read([second.Engine.Open(watched)], sequence: 1)[0].Feed;
        feed.Select(click => click.Page).ShouldBe(["/a", "/a", "/b", "/a"]);
        second.Engine.Totals().Clicks.ShouldBe(4);
    }

    private static (View Filtered, View Feed) Watched(string filter)
    {
        View.TryCreate(new ViewRequest(Filters: [filter]), out var view, out _, out _)
            .ShouldBeTrue();
        return (view!, View.Default.WithFeed(10));
    }

    [Fact]
    public async Task What_the_arrival_decided_is_decided_alike_when_it_is_read_again_for_filters()
    {
        // A producer that sends seconds where Kafka has milliseconds, of clicks whose own time is right.
        var (wrong, clicked) = (
            DateTimeOffset.FromUnixTimeMilliseconds(Noon.ToUnixTimeSeconds()),
            Noon
        );
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.Came = wrong;
            first.TakeAt(0, clicked, "/a", "/a");
            await first.StopAsync();
        }

        // Later than the lateness allows, by the clock of who reads it again.
        _time.Advance(TimeSpan.FromMinutes(20));
        await using var second = await StartAsync();
        second.Begin(offset: 2, from: 0);
        second.Came = wrong;
        second.TakeAt(0, clicked, "/a", "/a");
        second.Ends(2);

        second.Picture(3600, "page:/a").Kpi.Total.ShouldBe(2);
        second.Engine.Totals().Clicks.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_arrival_had_no_part_in_is_decided_without_it_when_it_is_read_again()
    {
        // A producer whose clicks are of an hour later: they count when their message came.
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.TakeAt(0, Noon.AddMinutes(60), "/a");
            await first.StopAsync();
        }

        // Now they could be right.
        _time.Advance(TimeSpan.FromMinutes(60));
        await using var second = await StartAsync();
        second.Begin(offset: 1, from: 0, kind: SegmentStart.Continued);
        second.Came = Noon;
        second.TakeAt(0, Noon.AddMinutes(60), "/a");
        second.Ends(1);

        second.Picture(60, "page:/a").Kpi.Total.ShouldBe(0, "it is an hour ago");
        second.Picture(60).Kpi.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Filters_do_not_claim_to_know_what_a_topic_had_before_it_was_made_anew()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.Take(0, "/a", "/a");
            _time.Advance(TimeSpan.FromSeconds(5));
            first.Begin(offset: 0, kind: SegmentStart.Recreated, topicId: "new");
            _time.Advance(TimeSpan.FromSeconds(60));
            first.Take(0, "/a");
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Begin(offset: 1, from: 0, kind: SegmentStart.Continued, topicId: "new");
        second.Take(0, "/a");
        second.Ends(1);

        var picture = second.Picture("page:/a");
        picture.Kpi.Total.ShouldBe(1);
        picture.Reach.ShouldBe(
            Noon.AddSeconds(16).ToUnixTimeMilliseconds(),
            "all of the old topic was read five seconds after noon, and may be ten seconds ahead"
        );
    }

    [Fact]
    public async Task Counts_that_failed_are_not_stored_and_are_read_again_by_the_next_run()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.Take(0, "/a");
            first.Engine.Store();
            first.Engine.Aggregator.Failed = _ => { };
            first.Engine.Aggregator.Post(() => throw new InvalidOperationException("A fault."));
            first.Take(1, "/b");
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Engine.Totals().Clicks.ShouldBe(1);
        second.Topic.Stored(new ReadAgain(10, Noon))!.Partitions[0].Next.ShouldBe(1);
    }

    [Fact]
    public async Task Where_the_brokers_clock_is_ahead_all_is_shown_and_stored_at_its_time()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.TakeAppended(0, Noon.AddSeconds(90), "/a", "/a");
            var picture = first.Picture();
            picture.Now.ShouldBe(Noon.AddSeconds(90).ToUnixTimeMilliseconds());
            picture.Kpi.Total.ShouldBe(2);
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Begin(offset: 2, from: 0, kind: SegmentStart.Continued);
        second.TakeAppended(2, Noon.AddSeconds(91), "/a");
        second.Picture().Kpi.Total.ShouldBe(3);
        second.Topic.StalledSince.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_before_the_start_is_missing_whichever_reader_says_so()
    {
        await using var run = await StartAsync();
        run.Feed.Begin(offset: 0, partition: 0);
        run.Feed.Begin(offset: 900, low: 100, partition: 1);
        run.Picture().Gaps.Count(gap => gap.Reason == "before_start").ShouldBe(1);
    }

    [Fact]
    public async Task A_partition_of_which_nothing_was_read_yet_is_not_gone_on_from()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.Take(0, "/a");
            first.Feed.Report(
                IngestState.Reading,
                "Reading 1 of 2 partitions.",
                new PartitionReport(0, PartitionState.Reading, null, 1, 0),
                new PartitionReport(1, PartitionState.WaitingForLeader, "It waits.", null, 0)
            );
            first.Engine.Totals().Partitions.Length.ShouldBe(2);
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        second.Topic.Stored(new ReadAgain(10, Noon))!.Partitions.Keys.ShouldBe([0]);
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
        picture
            .Gaps.ShouldHaveSingleItem()
            .Reason.ShouldStartWith("The topic was deleted and made anew");
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

    [Fact]
    public async Task A_start_that_stored_offsets_override_is_said_in_one_line()
    {
        var earliest = new KafkaOptions
        {
            BootstrapServers = "127.0.0.1:1",
            StartFrom = "earliest",
        };
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 500);
            await first.StopAsync();
        }

        var lines = new LogLines();
        await using (
            var second = await StoredRun.StartAsync(File, _time, kafka: earliest, log: lines)
        )
        {
            await second.StopAsync();
        }

        lines
            .Where(line => line.Contains("StartFrom"))
            .ShouldHaveSingleItem()
            .ShouldBe(
                $"ClickDash:Kafka:StartFrom is earliest, but reading goes on where {File} ends: it is for topics and partitions that were never read. To read again from there, choose another ClickDash:Store:Path"
            );
    }

    [Fact]
    public async Task A_start_that_the_store_began_with_is_not_overridden()
    {
        var earliest = new KafkaOptions
        {
            BootstrapServers = "127.0.0.1:1",
            StartFrom = "earliest",
        };
        await using (var first = await StoredRun.StartAsync(File, _time, kafka: earliest))
        {
            first.Begin(offset: 0);
            await first.StopAsync();
        }

        var lines = new LogLines();
        await using var second = await StoredRun.StartAsync(
            File,
            _time,
            kafka: earliest,
            log: lines
        );

        lines.ShouldNotContain(line => line.Contains("StartFrom"));
    }

    [Fact]
    public async Task Another_format_on_the_same_store_is_said_and_not_added_up()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.Take(0, "/impression", "/impression");
            await first.StopAsync();
        }

        var lines = new LogLines();
        await using var second = await StoredRun.StartAsync(File, _time, "fit5202", log: lines);

        lines
            .ShouldHaveSingleItem()
            .ShouldContain("It holds counts of 'clicks' read as clicks, by event time; now it is");
        second.Engine.Totals().Clicks.ShouldBe(0);
        second.Picture().Kpi.Total.ShouldBe(0);
        second.Topic.Stored(new ReadAgain(10, Noon)).ShouldBeNull();
    }

    [Fact]
    public async Task With_the_embedded_broker_each_start_is_a_new_segment_and_totals_go_on()
    {
        var embedded = new KafkaOptions { BootstrapServers = null };
        await using (var first = await StoredRun.StartAsync(File, _time, kafka: embedded))
        {
            first.Begin(offset: 0);
            first.Take(0, "/a", "/b");
            await first.StopAsync();
        }

        await using var second = await StoredRun.StartAsync(File, _time, kafka: embedded);
        second.Begin(offset: 0);
        second.Take(0, "/c");

        var totals = second.Engine.Totals();
        totals.Clicks.ShouldBe(3);
        totals.AddsUp.ShouldBeTrue();
        totals
            .Partitions.ShouldHaveSingleItem()
            .Earlier.ShouldBe([
                new ReadSegment(
                    "id",
                    0,
                    2,
                    0,
                    0,
                    0,
                    SegmentEnd.Recreated,
                    Noon.ToUnixTimeMilliseconds()
                ),
            ]);
        second.Picture().Gaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Looking_back_writes_nothing()
    {
        await using var run = await StartAsync();
        run.Begin(offset: 0);
        var written = System.IO.File.ReadAllBytes($"{File}-wal").Length;
        run.Take(0, "/a");

        var now = Noon.ToUnixTimeMilliseconds();
        var read = run.Service.Read(content: null, now - 3600_000, now);
        using (read!.Value.Stored)
        {
            read.Value.Pending.Minutes.ShouldHaveSingleItem().Total.ShouldBe(1);
            read.Value.Stored.Buckets(StoredStep.Minute, 0, long.MaxValue).ShouldBeEmpty();
        }

        System.IO.File.ReadAllBytes($"{File}-wal").Length.ShouldBe(written);
        run.Engine.Store();
        using var later = run.Service.Read(content: null, now - 3600_000, now)!.Value.Stored;
        later.Buckets(StoredStep.Minute, 0, long.MaxValue).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_backup_that_is_taken_while_it_runs_is_gone_on_from_once_it_is_restored()
    {
        await using (var first = await StartAsync())
        {
            first.Begin(offset: 0);
            first.Take(0, "/a", "/b");
            first.Engine.Store();
            Backup($"{File}.copy");
            first.Take(2, "/c");
            await first.StopAsync();
        }

        // As docs/operations.md says it.
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            System.IO.File.Delete(File + part);
        }

        System.IO.File.Move($"{File}.copy", File);

        await using var restored = await StartAsync();
        restored.Engine.Totals().Clicks.ShouldBe(2);
        restored.Begin(offset: 2, kind: SegmentStart.Continued);
        restored.Take(2, "/c");
        restored.Engine.Totals().Clicks.ShouldBe(3);
        restored.Picture().Ranking.Select(row => row.Name).ShouldBe(["/a", "/b", "/c"]);
    }

    private void Backup(string copy)
    {
        using var source = new SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=False");
        using var target = new SqliteConnection($"Data Source={copy};Pooling=False");
        source.Open();
        source.BackupDatabase(target);
    }

    private Task<StoredRun> StartAsync() => StoredRun.StartAsync(File, _time);
}
