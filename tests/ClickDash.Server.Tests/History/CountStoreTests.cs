using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.History;
using ClickDash.Testing;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.Tests.History;

public sealed class CountStoreTests : StoreFolder
{
    private readonly LiveWindow _live = new(new LiveOptions(), Noon.ToUnixTimeMilliseconds());
    private readonly ClickFeed _feed;
    private long _next;

    public CountStoreTests() => _feed = new ClickFeed(_live.Intake);

    [Fact]
    public void A_new_store_has_nothing_to_go_on_from()
    {
        using var store = Open();

        store.Load(since: 0).ShouldBeNull();
    }

    [Fact]
    public void What_is_stored_together_is_found_together()
    {
        using (var store = Open())
        {
            _live.TakePending();
            Click("/a", 0);
            Click("/b", 1);
            Write(store);
            Click("/a", 1, status: 404);
            Write(store);
        }

        using var again = Open();
        var state = again.Load(since: 0).ShouldNotBeNull();

        state.Totals.Clicks.ShouldBe(3);
        state.Totals.Partitions.ShouldHaveSingleItem().Next.ShouldBe(3);
        state.TopicIds["clicks"].ShouldBe("id-1");
        state.At.ShouldBe(Now);
        Pages(state, Second(0)).ShouldBe([("/a", 1)]);
        Pages(state, Second(1)).ShouldBe([("/a", 1), ("/b", 1)]);
        state.Seconds.Sum(second => second.Statuses.Errors).ShouldBe(1);
    }

    [Fact]
    public void Minutes_and_hours_hold_the_same_clicks()
    {
        using var store = Open();
        _live.TakePending();
        Click("/a", 0);
        Click("/a", 90);
        Write(store);

        Read(store, StoredStep.Minute).Select(minute => minute.Total).ShouldBe([1, 1]);
        Read(store, StoredStep.Quarter).ShouldHaveSingleItem().Total.ShouldBe(2);
        Read(store, StoredStep.Hour).ShouldHaveSingleItem().Total.ShouldBe(2);
    }

    [Fact]
    public void A_gap_is_found_where_it_was()
    {
        using var store = Open();
        _live.TakePending();
        _live.Intake.AddGap(new Gap(1000, 2000, "the broker lost them"));
        Write(store);

        using var reader = store.Read()!;
        reader.Gaps(0, 1500).ShouldBe([new Gap(1000, 2000, "the broker lost them")]);
        reader.Gaps(2000, 3000).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_too_old_goes_and_finished_minutes_keep_the_largest_values()
    {
        using var store = Open();
        _live.TakePending();
        for (var page = 0; page < Retention.MostValues + 5; page++)
        {
            Click($"/{page}", 0, weight: page + 1);
        }

        Click("/new", 7200);
        Write(store);
        store.Retain(new Retention(Second(1), Second(0) / 60, 0, Second(7200) / 60, Now));

        Read(store, StoredStep.Second).ShouldHaveSingleItem().Index.ShouldBe(Second(7200));
        var minute = Read(store, StoredStep.Minute)[0];
        minute.IsApproximate.ShouldBeTrue();
        minute
            .Counts.Get(CountTable.Key(Dimension.Page, ValueTable.Other))
            .ShouldBe(1 + 2 + 3 + 4 + 5);
    }

    [Fact]
    public void A_second_server_on_the_same_store_is_refused_in_words()
    {
        using var first = Open();

        Should.Throw<StoreException>(Open).Message.ShouldContain("is in use by another ClickDash");
    }

    [Fact]
    public void Where_there_is_no_room_for_a_shared_index_the_store_is_gone_on_from_by_its_server_alone()
    {
        using (var store = Open())
        {
            _live.TakePending();
            Click("/a", 0);
            Write(store);
        }

        // The index has no place, as on a full disk.
        System.IO.File.CreateSymbolicLink($"{File}-shm", Path.Combine(Folder, "nowhere", "index"));

        using var alone = Open();
        Pages(alone.Load(since: 0)!, Second(0)).ShouldBe([("/a", 1)]);
        Read(alone, StoredStep.Hour).ShouldHaveSingleItem().Total.ShouldBe(1);
        Click("/b", 0);
        Write(alone);
        Read(alone, StoredStep.Hour).ShouldHaveSingleItem().Total.ShouldBe(2);
        Should.Throw<SqliteException>(() => Run("SELECT count(*) FROM hour"));
    }

    [Fact]
    public void A_damaged_store_is_set_aside_and_a_new_one_begun()
    {
        System.IO.File.WriteAllText(
            File,
            "This is no database, and long enough to be read as one."
        );

        using var store = Open();

        store.Load(since: 0).ShouldBeNull();
        store.SetAside.ShouldBe($"{File}.damaged-20261122T120000Z");
        System.IO.File.ReadAllText(store.SetAside!).ShouldStartWith("This is no database");
    }

    [Fact]
    public void A_store_damaged_in_its_middle_is_set_aside()
    {
        using (var store = Open())
        {
            _live.TakePending();
            for (var page = 0; page < 5000; page++)
            {
                Click($"/a-page-with-quite-a-long-name/{page}", page % 600);
            }

            Write(store);
        }

        var bytes = System.IO.File.ReadAllBytes(File);
        bytes.AsSpan(bytes.Length / 3, bytes.Length / 3).Fill(0x5A);
        System.IO.File.WriteAllBytes(File, bytes);

        using var again = Open();

        again.SetAside.ShouldNotBeNull();
        again.Load(since: 0).ShouldBeNull();
    }

    [Fact]
    public void A_newer_programs_store_is_left_alone()
    {
        Open().Dispose();
        using (var raw = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            raw.Open();
            using var command = raw.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Should
            .Throw<StoreException>(Open)
            .Message.ShouldContain("was written by a newer ClickDash");
    }

    [Fact]
    public void A_batch_that_cannot_be_written_leaves_nothing_and_can_be_written_later()
    {
        using var store = Open();
        _live.TakePending();
        Click("/a", 0);
        var batch = Batch();
        var nameless = batch.Totals.Partitions[0] with { Topic = null! };
        Should.Throw<ArgumentNullException>(() =>
            store.Write(batch with { Totals = batch.Totals with { Partitions = [nameless] } })
        );
        store.Load(since: 0).ShouldBeNull();

        store.Write(batch);

        Pages(store.Load(since: 0)!, Second(0)).ShouldBe([("/a", 1)]);
    }

    private static long Now => Noon.AddHours(2).ToUnixTimeMilliseconds();

    private static long Second(int after) => Noon.ToUnixTimeSeconds() + after;

    private void Click(string page, int second, int status = 200, long weight = 1)
    {
        var time = Noon.AddSeconds(second).ToUnixTimeMilliseconds();
        _next++;
        _feed.Record(
            new Click
            {
                Time = ClickTime.At(time),
                Page = Encoding.UTF8.GetBytes(page),
                Status = status,
                Weight = weight,
            },
            time,
            time
        );
    }

    private StoreBatch Batch()
    {
        _live.Advance(Now);
        return new StoreBatch(
            _live.TakePending(),
            new Totals(
                _live.Intake.Counters.Clicks,
                _next,
                0,
                0,
                0,
                new Dictionary<string, long> { ["malformed"] = 0 },
                0,
                [new PartitionProgress("clicks", 0, 0, _next, _next, 0, 0)]
            ),
            new Dictionary<string, string?> { ["clicks"] = "id-1" },
            Now
        );
    }

    private void Write(CountStore store) => store.Write(Batch());

    private static IReadOnlyList<Bucket> Read(CountStore store, StoredStep step)
    {
        using var reader = store.Read()!;
        return reader.Buckets(step, 0, long.MaxValue);
    }

    private static (string, long)[] Pages(StoredState state, long second)
    {
        var bucket = state.Seconds.Single(one => one.Index == second);
        return
        [
            .. bucket
                .Counts.Entries.ToArray()
                .Where(entry => CountTable.Is(entry.Key, Dimension.Page))
                .Select(entry =>
                    (state.Name(Dimension.Page, CountTable.Id(entry.Key)), entry.Count)
                )
                .Order(),
        ];
    }
}
