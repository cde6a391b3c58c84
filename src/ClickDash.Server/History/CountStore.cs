using ClickDash.Core.Clicks;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>
/// Counts and offsets in SQLite, always of the same moment: a batch is one transaction. Minutes and hours are kept for
/// history, the live seconds for the next start. Safe to use from several threads.
/// </summary>
public sealed class CountStore : IDisposable
{
    private const int MinutesAnHour = 60;

    private readonly Lock _gate = new();
    private readonly StoreFile _file;
    private readonly StoredValues _values;
    private readonly StoreTables _tables;
    private readonly SqliteConnection _connection;

    private CountStore(StoreFile file)
    {
        (_file, _connection) = (file, file.Connection);
        _tables = new StoreTables(_connection);
        _values = new StoredValues(_connection);
    }

    /// <summary>Where a damaged store was put that stood in this one's place; null where none did.</summary>
    public string? SetAside => _file.SetAside;

    /// <summary>A store that ends with the program.</summary>
    public static CountStore InMemory() => new(StoreFile.InMemory());

    /// <summary>Opens a store, or begins one; a damaged one is set aside.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="now">The moment, for the name of a damaged one.</param>
    /// <exception cref="StoreException">Another server holds it, or a newer version wrote it.</exception>
    /// <exception cref="SqliteException">It cannot be opened or written.</exception>
    /// <exception cref="IOException">Its folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">Its folder may not be written.</exception>
    public static CountStore Open(string path, DateTimeOffset now)
    {
        var file = StoreFile.Open(path, now);
        try
        {
            return new CountStore(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What a new run goes on from; null where nothing was stored yet.</summary>
    /// <param name="since">The oldest live second.</param>
    public StoredState? Load(long since)
    {
        lock (_gate)
        {
            var counters = _tables
                .Rows("SELECT name, value FROM counter", row => (row.GetString(0), row.GetInt64(1)))
                .ToDictionary(StringComparer.Ordinal);
            if (!counters.TryGetValue("at", out var at))
            {
                return null;
            }

            PartitionProgress[] partitions =
            [
                .. _tables.Rows(
                    "SELECT topic, number, start, next, skipped FROM partition ORDER BY topic, number",
                    row => new PartitionProgress(
                        row.GetString(0),
                        row.GetInt32(1),
                        row.GetInt64(2),
                        row.GetInt64(3),
                        row.GetInt64(3),
                        Lag: 0,
                        row.GetInt64(4)
                    )
                ),
            ];
            return new StoredState(
                StoredTotals.From(counters, partitions),
                _tables
                    .Rows(
                        "SELECT name, id FROM topic",
                        row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1))
                    )
                    .ToDictionary(StringComparer.Ordinal),
                _tables.Buckets("second", since, long.MaxValue),
                _tables.Gaps(0, long.MaxValue),
                _tables.Marks(0, long.MaxValue),
                StoredRows.Load(_connection),
                at,
                _values.Name
            );
        }
    }

    /// <summary>Stores a batch, whole or not at all.</summary>
    /// <param name="batch">What is stored.</param>
    /// <param name="name">The value that a number in it stands for.</param>
    /// <exception cref="SqliteException">It cannot be written; nothing of it is stored.</exception>
    public void Write(StoreBatch batch, Func<Dimension, int, string> name)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var second in batch.Journal.Seconds)
            {
                _tables.Merge("second", second.Index, second, Key);
            }

            foreach (var minute in batch.Journal.Minutes)
            {
                _tables.Merge("minute", minute.Index, minute, Key);
                _tables.Merge("hour", minute.Index / MinutesAnHour, minute, Key);
            }

            foreach (var gap in batch.Journal.Gaps)
            {
                _tables.Run(
                    "INSERT INTO gap (start, end, reason) VALUES ($a, $b, $c)",
                    gap.From,
                    gap.To,
                    gap.Reason
                );
            }

            foreach (var (id, mark) in batch.Journal.Marks)
            {
                _tables.Put(id, mark);
            }

            foreach (var (counter, value) in StoredTotals.Counters(batch.Totals, batch.At))
            {
                _tables.Run(
                    "INSERT OR REPLACE INTO counter (name, value) VALUES ($a, $b)",
                    counter,
                    value
                );
            }

            foreach (var (topic, id) in batch.TopicIds)
            {
                _tables.Run("INSERT OR REPLACE INTO topic (name, id) VALUES ($a, $b)", topic, id);
            }

            foreach (var one in batch.Totals.Partitions)
            {
                _tables.Run(
                    "INSERT OR REPLACE INTO partition (topic, number, start, next, skipped) VALUES ($a, $b, $c, $d, $e)",
                    one.Topic,
                    one.Partition,
                    one.Start,
                    one.Next,
                    one.Skipped
                );
            }

            StoredRows.Save(_connection, batch.Journal.Rows);
            _values.Save(_connection);
            transaction.Commit();
            _values.Saved();
        }

        int Key(int key)
        {
            var dimension = CountTable.DimensionOf(key);
            return CountTable.Key(
                dimension,
                _values.Id(dimension, name(dimension, CountTable.Id(key)))
            );
        }
    }

    /// <summary>The stored buckets of a table from one index up to another, which is left out; values have the store's numbers.</summary>
    public IReadOnlyList<Bucket> Read(StoredStep step, long from, long to)
    {
        lock (_gate)
        {
            return _tables.Buckets(step.ToString().ToLowerInvariant(), from, to);
        }
    }

    /// <summary>The stored gaps that touch a stretch of time, in epoch milliseconds.</summary>
    public IReadOnlyList<Gap> Gaps(long from, long to)
    {
        lock (_gate)
        {
            return _tables.Gaps(from, to);
        }
    }

    /// <summary>What happened from one moment up to another, in epoch milliseconds: the newest of it, in order of time.</summary>
    public IReadOnlyList<Mark> Marks(long from, long to)
    {
        lock (_gate)
        {
            return _tables.Marks(from, to);
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

    /// <summary>Lets go of what is older than it is kept, and keeps of finished minutes and hours the largest values alone.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public void Retain(Retention retention)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            _tables.Run("DELETE FROM second WHERE at < $a", retention.OldestSecond);
            _tables.Run("DELETE FROM minute WHERE at < $a", retention.OldestMinute);
            _tables.Run("DELETE FROM hour WHERE at < $a", retention.OldestHour);
            _tables.Run("DELETE FROM gap WHERE end < $a", retention.OldestHour * 3600_000);
            _tables.Run("DELETE FROM mark WHERE at < $a", retention.OldestHour * 3600_000);
            Trim("minute", retention.FinishedMinute);
            Trim("hour", retention.FinishedMinute / MinutesAnHour);
            transaction.Commit();
            StoreSchema.Run(_connection, "PRAGMA incremental_vacuum");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file.Dispose();
        }
    }

    private void Trim(string table, long finished)
    {
        var mark = $"trimmed:{table}";
        var from = _tables
            .Rows($"SELECT value FROM counter WHERE name = '{mark}'", row => row.GetInt64(0))
            .FirstOrDefault();
        foreach (var bucket in _tables.Buckets(table, from, finished))
        {
            bucket.Trim(Retention.MostValues);
            _tables.Put(table, bucket.Index, bucket);
        }

        _tables.Run("INSERT OR REPLACE INTO counter (name, value) VALUES ($a, $b)", mark, finished);
    }
}
