using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>
/// Counts and offsets in SQLite, always of the same moment: a batch is one transaction. Minutes, quarters and hours are kept for
/// history, the live seconds for the next start. Safe to use from several threads.
/// </summary>
public sealed class CountStore : IDisposable
{
    /// <summary>
    /// How far ahead of a batch's moment its counts may be, in milliseconds; further ones are not stored. A click may be ahead of its
    /// message, and a broker that sets messages' times of this server.
    /// </summary>
    public const long MaxAhead = 2 * TimeJudge.MaxAhead;

    // What a value had in the last day says whether it keeps its name: a site's night is a part of it.
    private const int HoursKnown = 24;

    private readonly Lock _gate = new();
    private readonly StoreFile _file;
    private readonly StoredValues _values;
    private readonly StoredPartitions _partitions;
    private readonly StoreTables _tables;
    private readonly SqliteConnection _connection;

    private CountStore(
        StoreFile file,
        IReadOnlyList<TopicContent>? wanted,
        DateTimeOffset now,
        long salt
    )
    {
        (_file, _connection) = (file, file.Connection);
        using (var transaction = new StoreTransaction(_connection))
        {
            Content = new ContentTables(_connection).Choose(
                wanted,
                now.ToUnixTimeMilliseconds(),
                out var said
            );
            _tables = new StoreTables(_connection, Content.Id);
            Salt = _tables.Fact("salt") ?? salt;
            if (_tables.Fact("salt") is null)
            {
                _tables.PutFact("salt", Salt);
            }

            Said = said;
            transaction.Commit();
        }

        _values = new StoredValues(_connection);
        _partitions = new StoredPartitions(_tables, Content.Id);
    }

    /// <summary>Where a damaged store was put that stood in this one's place; null where none did.</summary>
    public string? SetAside => _file.SetAside;

    /// <summary>Where an older version's store was copied before it was migrated; null where there was none.</summary>
    public string? Backup => _file.Backup;

    /// <summary>What is written and, unless asked otherwise, read.</summary>
    public StoreContent Content { get; }

    /// <summary>What there is to say on what it held and what is counted now, in sentences.</summary>
    public IReadOnlyList<string> Said { get; }

    /// <summary>Seeds the hashes of users: the same in all runs, so that their sketches merge.</summary>
    public long Salt { get; }

    /// <summary>A store that ends with the program.</summary>
    /// <param name="wanted">What is counted, by topic; null for whatever it is.</param>
    /// <param name="salt">Seeds the hashes of users.</param>
    public static CountStore InMemory(IReadOnlyList<TopicContent>? wanted = null, long salt = 0) =>
        new(StoreFile.InMemory(), wanted, DateTimeOffset.UnixEpoch, salt);

    /// <summary>Opens a store, or begins one; a damaged one is set aside, an older version's is backed up and migrated.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="now">The moment, for names of files and contents.</param>
    /// <param name="wanted">What is counted, by topic; null for whatever was counted last.</param>
    /// <param name="salt">Seeds the hashes of users where the store has no salt yet.</param>
    /// <exception cref="StoreException">Another server holds it, or a newer version wrote it.</exception>
    /// <exception cref="SqliteException">It cannot be opened or written.</exception>
    /// <exception cref="IOException">Its folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">Its folder may not be written.</exception>
    public static CountStore Open(
        string path,
        DateTimeOffset now,
        IReadOnlyList<TopicContent>? wanted = null,
        long salt = 0
    )
    {
        var file = StoreFile.Open(path, now);
        try
        {
            return new CountStore(file, wanted, now, salt);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>By how much what pictures call now was ahead of the server's clock when it was last written, in milliseconds.</summary>
    public long Ahead
    {
        get
        {
            lock (_gate)
            {
                return _tables.Counter("ahead") ?? 0;
            }
        }
    }

    /// <summary>What a new run goes on from; null where nothing was stored yet of what is counted.</summary>
    /// <param name="since">The oldest live second.</param>
    public StoredState? Load(long since)
    {
        lock (_gate)
        {
            var counters = _tables
                .Rows(
                    "SELECT name, value FROM counter WHERE content = $a",
                    row => (row.GetString(0), row.GetInt64(1)),
                    Content.Id
                )
                .ToDictionary(StringComparer.Ordinal);
            if (!counters.TryGetValue("at", out var at))
            {
                return null;
            }

            var partitions = _partitions.Load();
            _partitions.Saved(partitions);
            return new StoredState(
                StoredTotals.From(counters, partitions),
                _tables
                    .Rows(
                        "SELECT topic, id FROM content_topic WHERE content = $a",
                        row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)),
                        Content.Id
                    )
                    .ToDictionary(StringComparer.Ordinal),
                _tables.Buckets("second", since, (at + MaxAhead) / 1000 + 1),
                _tables.Gaps(0, long.MaxValue),
                _tables.Marks(0, long.MaxValue),
                LoadRows,
                at,
                Name,
                Content
            )
            {
                Ahead = counters.GetValueOrDefault("ahead"),
                Arrivals = new StoredArrivals(_tables, Content.Id).Load(),
                Hours = _tables.Buckets("hour", since / 3600 - HoursKnown, since / 3600),
            };
        }
    }

    /// <summary>Stores a batch, whole or not at all.</summary>
    /// <exception cref="SqliteException">It cannot be written; nothing of it is stored.</exception>
    public void Write(StoreBatch batch)
    {
        lock (_gate)
        {
            try
            {
                using var transaction = new StoreTransaction(_connection);
                new CountWriter(_tables, _values, batch).Write();
                foreach (var (counter, value) in StoredTotals.Counters(batch.Totals, batch.At))
                {
                    _tables.PutCounter(counter, value);
                }

                _tables.PutCounter("ahead", batch.Ahead);
                foreach (var (topic, id) in batch.TopicIds)
                {
                    _tables.Run(
                        "INSERT INTO content_topic (content, topic, id) VALUES ($a, $b, $c) ON CONFLICT DO UPDATE SET id = excluded.id",
                        Content.Id,
                        topic,
                        id
                    );
                }

                foreach (var one in batch.Totals.Partitions)
                {
                    _partitions.Save(one, batch.TopicIds.GetValueOrDefault(one.Topic));
                }

                new StoredRows(_connection, Content.Id).Save(batch.Pending.Rows);
                // Arrivals are by the server's own clock.
                new StoredArrivals(_tables, Content.Id).Save(
                    batch.Pending.Arrivals,
                    batch.At - batch.Ahead
                );
                transaction.Commit();
                _partitions.Saved(batch.Totals.Partitions);
            }
            catch
            {
                _values.Forget();
                throw;
            }
        }
    }

    /// <summary>Reads the store as it is now, beside what is written later.</summary>
    /// <param name="content">The content's name; null for the one that is written.</param>
    /// <returns>The reader, to be disposed on the same thread; null where there is no such content.</returns>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public StoreReader? Read(string? content = null)
    {
        _gate.Enter();
        try
        {
            var found = content is null
                ? Content
                : Contents().FirstOrDefault(one => one.Name == content);
            if (found is null)
            {
                _gate.Exit();
                return null;
            }

            if (!_file.IsShared)
            {
                return new StoreReader(_connection, found, _gate.Exit);
            }

            var connection = OpenReader();
            _gate.Exit();
            return new StoreReader(connection, found, connection.Dispose);
        }
        catch when (_gate.IsHeldByCurrentThread)
        {
            _gate.Exit();
            throw;
        }
    }

    /// <summary>All that the store holds, what is written now first.</summary>
    public IReadOnlyList<StoreContent> Contents()
    {
        lock (_gate)
        {
            return new ContentTables(_connection).All();
        }
    }

    private IReadOnlyList<RowCounts> LoadRows()
    {
        lock (_gate)
        {
            return new StoredRows(_connection, Content.Id).Load();
        }
    }

    /// <summary>The value that a store's number stands for.</summary>
    public string Name(Dimension dimension, int id)
    {
        lock (_gate)
        {
            return _values.Name(dimension, id);
        }
    }

    /// <summary>Deletes what is older than it is kept, and what lies in the future, and keeps of finished minutes, quarters and hours the largest values alone.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public void Retain(Retention retention)
    {
        lock (_gate)
        {
            try
            {
                using (var transaction = new StoreTransaction(_connection))
                {
                    new StoreRetention(_tables, _values, retention).Run(
                        Contents().Select(one => new StoreTables(_connection, one.Id))
                    );
                    transaction.Commit();
                }

                StoreSchema.Run(_connection, "PRAGMA incremental_vacuum");
            }
            catch
            {
                _values.Forget();
                throw;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _values.Dispose();
            _file.Dispose();
        }
    }

    /// <summary>A connection that sees the store as it is at this moment until it is closed.</summary>
    private SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = _connection.DataSource,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        try
        {
            connection.Open();
            StoreSchema.Run(connection, "BEGIN; SELECT count(*) FROM fact");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
