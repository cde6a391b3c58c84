using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.History;

namespace ClickDash.Server.Tests.History;

/// <summary>Stores of earlier versions are brought up to date, step by step.</summary>
public sealed class MigrationTests : StoreFolder
{
    // As the first edition's last version made it.
    private const string Third = """
        CREATE TABLE value (dimension INTEGER NOT NULL, id INTEGER NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (dimension, id), UNIQUE (dimension, text)) WITHOUT ROWID;
        CREATE TABLE second (at INTEGER PRIMARY KEY, counts BLOB NOT NULL);
        CREATE TABLE minute (at INTEGER PRIMARY KEY, counts BLOB NOT NULL);
        CREATE TABLE hour (at INTEGER PRIMARY KEY, counts BLOB NOT NULL);
        CREATE TABLE gap (start INTEGER NOT NULL, end INTEGER NOT NULL, reason TEXT NOT NULL);
        CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE topic (name TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
        CREATE TABLE partition (topic TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL,
            next INTEGER NOT NULL, skipped INTEGER NOT NULL, PRIMARY KEY (topic, number)) WITHOUT ROWID;
        CREATE TABLE latest (topic TEXT NOT NULL, partition INTEGER NOT NULL, second INTEGER NOT NULL,
            hash BLOB NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (topic, partition, second, hash)) WITHOUT ROWID;
        CREATE TABLE latest_since (topic TEXT NOT NULL, partition INTEGER NOT NULL, second INTEGER NOT NULL,
            PRIMARY KEY (topic, partition)) WITHOUT ROWID;
        CREATE TABLE mark (id TEXT PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX mark_at ON mark (at);
        INSERT INTO counter VALUES ('at', 1795348800000), ('clicks', 12);
        INSERT INTO topic VALUES ('counts', 'id-1');
        INSERT INTO partition VALUES ('counts', 0, 0, 4, 1), ('counts', 1, 0, 5, 0);
        INSERT INTO gap VALUES (1000, 2000, 'before_start');
        PRAGMA user_version = 3;
        """;

    [Fact]
    public void Rows_of_counts_are_of_their_topic_and_the_higher_partitions_stays()
    {
        Run(
            $"""
            {Third}
            INSERT INTO latest_since VALUES ('counts', 0, 90), ('counts', 1, 100);
            INSERT INTO latest VALUES ('counts', 0, 100, zeroblob(16), 5), ('counts', 1, 100, zeroblob(16), 7),
                ('counts', 1, 101, zeroblob(16), 3);
            """
        );

        using var store = Open();
        var rows = store.Load(0)!.LoadRows().ShouldHaveSingleItem();

        (rows.Topic, rows.Since, rows.TopicId).ShouldBe(("counts", 100, "id-1"));
        rows.Counts.ShouldBe(
            new Dictionary<RowKey, RowCount>
            {
                [new RowKey(100, 0)] = new(7, Timestamp: -1, Partition: 1, Offset: -1),
                [new RowKey(101, 0)] = new(3, Timestamp: -1, Partition: 1, Offset: -1),
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public void Partitions_have_their_topics_id_and_what_settings_say_now_is_what_they_are_of()
    {
        Run(Third);
        var wanted = new TopicContent("counts", "counts", Weight: null, "event");

        using var store = CountStore.Open(File, Noon, [wanted]);
        var state = store.Load(0)!;

        state.Totals.Clicks.ShouldBe(12);
        state.Totals.Partitions.Select(one => one.TopicId).ShouldBe(["id-1", "id-1"]);
        state.Totals.Partitions.Select(one => one.LeaderEpoch).ShouldBe([-1, -1]);
        state.Gaps.ShouldBe([new Gap(1000, 2000, "before_start")]);
        store.Content.Topics.ShouldBe([wanted]);
        store.Content.Name.ShouldBe("counts");
        store.Said.ShouldBeEmpty();
    }

    [Fact]
    public void A_store_of_the_first_version_is_brought_up_to_date()
    {
        Run(
            $"{Third} DROP TABLE latest; DROP TABLE latest_since; DROP TABLE mark; PRAGMA user_version = 1"
        );

        using var store = Open();

        store.Backup.ShouldBe($"{File}.v1-backup-20261122T120000Z");
        store.Load(0)!.LoadRows().ShouldBeEmpty();
    }
}
