using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>The store's tables, brought up to date version by version. SQLite's <c>user_version</c> says which one a file has.</summary>
internal static class StoreSchema
{
    // Each brings the version before to its own; what was released is never changed.
    private static readonly string[] Migrations =
    [
        """
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
            """,
        // Rows of absolute counts that may still be replaced, and since when they are all here.
        """
            CREATE TABLE latest (topic TEXT NOT NULL, partition INTEGER NOT NULL, second INTEGER NOT NULL,
                hash BLOB NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (topic, partition, second, hash)) WITHOUT ROWID;
            CREATE TABLE latest_since (topic TEXT NOT NULL, partition INTEGER NOT NULL, second INTEGER NOT NULL,
                PRIMARY KEY (topic, partition)) WITHOUT ROWID;
            """,
        // What happened: alerts, notes and the like.
        """
            CREATE TABLE mark (id TEXT PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
            CREATE INDEX mark_at ON mark (at);
            """,
        // What is counted, by topic: different contents are kept apart (see ContentTables). What an edition-one store holds is content 0.
        // Partitions have an identity, and reading is a list of segments. Rows of counts are keyed by topic: a key was sent to one
        // partition, so that two partitions' rows of one key, which there should not be, leave the higher partition's. Quarters of an hour
        // are made of the minutes that are left (QuarterFill); visitors are known from now on. Values remember when they were last used.
        """
            CREATE TABLE content (id INTEGER PRIMARY KEY, name TEXT NOT NULL, begun INTEGER NOT NULL, used INTEGER NOT NULL);
            CREATE TABLE content_topic (content INTEGER NOT NULL, topic TEXT NOT NULL, id TEXT, format TEXT, weight TEXT, time TEXT,
                start_from TEXT, PRIMARY KEY (content, topic)) WITHOUT ROWID;
            INSERT INTO content SELECT 0, '', 0, value FROM counter WHERE name = 'at';
            INSERT INTO content_topic SELECT 0, name, id, NULL, NULL, NULL, NULL FROM topic;
            INSERT OR IGNORE INTO content_topic SELECT DISTINCT 0, topic, NULL, NULL, NULL, NULL, NULL FROM partition;

            CREATE TABLE reading (content INTEGER NOT NULL, topic TEXT NOT NULL, number INTEGER NOT NULL, id TEXT, epoch INTEGER NOT NULL,
                start INTEGER NOT NULL, next INTEGER NOT NULL, skipped INTEGER NOT NULL, lost INTEGER NOT NULL,
                PRIMARY KEY (content, topic, number)) WITHOUT ROWID;
            INSERT INTO reading SELECT 0, topic, number, topic.id, -1, start, next, skipped, 0
                FROM partition LEFT JOIN topic ON topic.name = partition.topic;
            CREATE TABLE segment (content INTEGER NOT NULL, topic TEXT NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL, id TEXT,
                start INTEGER NOT NULL, next INTEGER NOT NULL, skipped INTEGER NOT NULL, lost INTEGER NOT NULL, truncated INTEGER NOT NULL,
                reason TEXT NOT NULL, PRIMARY KEY (content, topic, number, place)) WITHOUT ROWID;
            DROP TABLE partition;
            DROP TABLE topic;

            ALTER TABLE counter RENAME TO counter1;
            CREATE TABLE counter (content INTEGER NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (content, name)) WITHOUT ROWID;
            INSERT INTO counter SELECT 0, name, value FROM counter1;
            DROP TABLE counter1;
            ALTER TABLE gap ADD COLUMN content INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE gap ADD COLUMN topic TEXT;

            CREATE TABLE latest2 (content INTEGER NOT NULL, topic TEXT NOT NULL, second INTEGER NOT NULL, hash BLOB NOT NULL, count INTEGER NOT NULL,
                timestamp INTEGER NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL, key INTEGER NOT NULL,
                PRIMARY KEY (content, topic, second, hash)) WITHOUT ROWID;
            INSERT OR REPLACE INTO latest2 SELECT 0, topic, second, hash, count, -1, partition, -1, 0 FROM latest ORDER BY partition;
            CREATE TABLE latest2_since (content INTEGER NOT NULL, topic TEXT NOT NULL, second INTEGER NOT NULL, PRIMARY KEY (content, topic)) WITHOUT ROWID;
            INSERT INTO latest2_since SELECT 0, topic, max(second) FROM latest_since GROUP BY topic;
            DROP TABLE latest;
            DROP TABLE latest_since;

            CREATE TABLE arrival (content INTEGER NOT NULL, topic TEXT NOT NULL, number INTEGER NOT NULL, first INTEGER NOT NULL,
                next INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (content, topic, number, first)) WITHOUT ROWID;

            CREATE TABLE quarter (at INTEGER PRIMARY KEY, counts BLOB NOT NULL);
            CREATE TABLE quarter_visitors (at INTEGER PRIMARY KEY, sketch BLOB NOT NULL);
            CREATE TABLE hour_visitors (at INTEGER PRIMARY KEY, sketch BLOB NOT NULL);
            CREATE TABLE fact (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO fact SELECT 'visitors_from', value FROM counter WHERE name = 'at';
            ALTER TABLE value ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE value ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
            UPDATE value SET seen = (SELECT value / 86400000 FROM counter WHERE name = 'at'),
                kept = (SELECT value / 86400000 FROM counter WHERE name = 'at') WHERE EXISTS (SELECT 1 FROM counter WHERE name = 'at');
            """,
        // A tombstone takes a row of counts back: with what it counts. Rows are of a topic's id; those from before of the one that was read.
        """
            ALTER TABLE latest2 ADD COLUMN counted BLOB;
            ALTER TABLE latest2_since ADD COLUMN id TEXT;
            UPDATE latest2_since SET id = (SELECT max(id) FROM reading
                WHERE reading.content = latest2_since.content AND reading.topic = latest2_since.topic);
            """,
        // By what rows of counts are judged, by partition: of rows from before by the newest that is kept.
        // When a segment ended: those from before at the last writing at the latest.
        """
            CREATE TABLE latest2_newest (content INTEGER NOT NULL, topic TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
                PRIMARY KEY (content, topic, number)) WITHOUT ROWID;
            INSERT INTO latest2_newest SELECT content, topic, number, max(
                1000 * (SELECT second FROM latest2_since WHERE latest2_since.content = reading.content AND latest2_since.topic = reading.topic),
                coalesce((SELECT max(timestamp) FROM latest2 WHERE latest2.content = reading.content AND latest2.topic = reading.topic
                    AND latest2.partition = reading.number), 0))
                FROM reading WHERE EXISTS (SELECT 1 FROM latest2_since WHERE latest2_since.content = reading.content AND latest2_since.topic = reading.topic);
            ALTER TABLE latest2_since ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;
            UPDATE latest2_since SET floor = second;
            ALTER TABLE segment ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
            UPDATE segment SET ended = coalesce((SELECT value FROM counter WHERE counter.content = segment.content AND name = 'at'), 0);
            """,
        // With which options a format is read; null where that is not known.
        "ALTER TABLE content_topic ADD COLUMN options TEXT;",
    ];

    // What needs more than statements, after those of a version.
    private static readonly Dictionary<int, Action<SqliteConnection>> Fills = new()
    {
        [4] = QuarterFill.Run,
    };

    /// <summary>The version that this program writes.</summary>
    public static int Newest => Migrations.Length;

    /// <summary>The version of a file; 0 where it is new.</summary>
    public static int Version(SqliteConnection connection) =>
        (int)(long)Ask(connection, "PRAGMA user_version")!;

    /// <summary>Makes or updates the tables.</summary>
    /// <exception cref="StoreException">The file was written by a newer version of the program.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        var version = Version(connection);
        if (version > Migrations.Length)
        {
            throw new StoreException(
                $"The store {connection.DataSource} was written by a newer ClickDash (its version is {version}, this one reads up to {Migrations.Length}). Start the newer one, or choose another ClickDash:Store:Path."
            );
        }

        for (; version < Migrations.Length; version++)
        {
            using var transaction = connection.BeginTransaction();
            Run(connection, Migrations[version]);
            Fills.GetValueOrDefault(version + 1)?.Invoke(connection);
            Run(connection, $"PRAGMA user_version = {version + 1}");
            transaction.Commit();
        }
    }

    /// <summary>Runs a statement that gives nothing back.</summary>
    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first value that a statement gives.</summary>
    public static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

/// <summary>A store that cannot be used, and what to do about it.</summary>
public sealed class StoreException(string message) : Exception(message);
