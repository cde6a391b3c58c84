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
    ];

    /// <summary>Makes or updates the tables.</summary>
    /// <exception cref="StoreException">The file was written by a newer version of the program.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        var version = (int)(long)Ask(connection, "PRAGMA user_version")!;
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
