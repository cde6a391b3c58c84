using System.Buffers;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>
/// Reads and writes the store's tables of one content. Belongs to who holds its connection. A row's key <c>at</c> is
/// content × 2^36 + index: a content's rows lie together in order of time, and those of content 0 have the keys that they had before there were contents.
/// </summary>
/// <param name="connection">The database.</param>
/// <param name="content">The content's number.</param>
internal sealed class StoreTables(SqliteConnection connection, long content = 0)
{
    // Seconds up to the year 4147.
    private const int IndexBits = 36;
    private const long MaxIndex = (1L << IndexBits) - 1;

    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);

    /// <summary>The key of an index, which is taken to be at least 0 and at most what a key can hold.</summary>
    public long At(long index) => (content << IndexBits) | Math.Clamp(index, 0, MaxIndex);

    /// <summary>The bucket of an index; an empty one where none is stored.</summary>
    public Bucket Bucket(string table, long index) =>
        Buckets(table, index, index + 1) is [var stored] ? stored : New(index);

    /// <summary>Stores a bucket in place of what is there.</summary>
    public void Put(string table, long index, Bucket bucket)
    {
        _buffer.ResetWrittenCount();
        BucketCodec.Write(bucket, _buffer);
        Run(
            $"INSERT OR REPLACE INTO {table} (at, counts) VALUES ($a, $b)",
            At(index),
            _buffer.WrittenSpan.ToArray()
        );
    }

    /// <summary>The buckets of a table from one index up to another, which is left out.</summary>
    public List<Bucket> Buckets(string table, long from, long to) =>
        Rows(
            $"SELECT at, counts FROM {table} WHERE at >= $a AND at < $b ORDER BY at",
            row =>
            {
                var bucket = New(row.GetInt64(0) & MaxIndex);
                BucketCodec.Read(row.GetFieldValue<byte[]>(1), bucket);
                return bucket;
            },
            At(from),
            At(to)
        );

    /// <summary>Shows the buckets of a table from one index up to another, which is left out. The same one is filled again and again.</summary>
    public void Visit(string table, long from, long to, Action<Bucket> visit)
    {
        var bucket = new Bucket();
        using var command = Command(
            $"SELECT at, counts FROM {table} WHERE at >= $a AND at < $b ORDER BY at",
            [At(from), At(to)]
        );
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            bucket.Reset(reader.GetInt64(0) & MaxIndex);
            BucketCodec.Read(reader.GetFieldValue<byte[]>(1), bucket);
            visit(bucket);
        }
    }

    /// <summary>Adds a sketch to the stored one of an index.</summary>
    public void Merge(string table, long index, VisitorSketch sketch)
    {
        var sum = new VisitorSketch();
        AddVisitors(table, index, index + 1, sum);
        sum.Merge(sketch);
        _buffer.ResetWrittenCount();
        sum.Write(_buffer);
        Run(
            $"INSERT OR REPLACE INTO {table} (at, sketch) VALUES ($a, $b)",
            At(index),
            _buffer.WrittenSpan.ToArray()
        );
    }

    /// <summary>Adds the sketches of a table from one index up to another, which is left out.</summary>
    public void AddVisitors(string table, long from, long to, VisitorSketch sum)
    {
        using var command = Command(
            $"SELECT sketch FROM {table} WHERE at >= $a AND at < $b",
            [At(from), At(to)]
        );
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            sum.Read(reader.GetFieldValue<byte[]>(0));
        }
    }

    /// <summary>Deletes a table's rows outside of what is kept.</summary>
    /// <param name="table">The table.</param>
    /// <param name="oldest">The first index that is kept.</param>
    /// <param name="newest">The last one.</param>
    public void Keep(string table, long oldest, long newest)
    {
        Run($"DELETE FROM {table} WHERE at >= $a AND at < $b", At(0), At(oldest));
        Run($"DELETE FROM {table} WHERE at > $a AND at <= $b", At(newest), At(MaxIndex));
    }

    /// <summary>The gaps that touch a stretch of time, in epoch milliseconds.</summary>
    public List<Gap> Gaps(long from, long to) =>
        Rows(
            "SELECT start, end, reason, topic FROM gap WHERE end > $a AND start < $b AND content = $c ORDER BY start",
            row => new Gap(row.GetInt64(0), row.GetInt64(1), row.GetString(2))
            {
                Topic = row.IsDBNull(3) ? null : row.GetString(3),
            },
            from,
            to,
            content
        );

    /// <summary>Stores a gap.</summary>
    public void Add(Gap gap) =>
        Run(
            "INSERT INTO gap (start, end, reason, topic, content) VALUES ($a, $b, $c, $d, $e)",
            gap.From,
            gap.To,
            gap.Reason,
            gap.Topic,
            content
        );

    /// <summary>Stores a mark, or with null takes the one of that id away.</summary>
    public void Put(string id, Mark? mark)
    {
        if (mark is null)
        {
            Run("DELETE FROM mark WHERE id = $a", id);
        }
        else
        {
            Run(
                "INSERT OR REPLACE INTO mark (id, at, kind, text) VALUES ($a, $b, $c, $d)",
                id,
                mark.At,
                mark.Kind.ToString(),
                mark.Text
            );
        }
    }

    /// <summary>The newest marks from one moment up to another, in epoch milliseconds, in order of time.</summary>
    public List<Mark> Marks(long from, long to)
    {
        var marks = Rows(
            $"SELECT id, at, kind, text FROM mark WHERE at >= $a AND at < $b ORDER BY at DESC, id DESC LIMIT {MarkBook.Most}",
            row => new Mark(
                row.GetString(0),
                row.GetInt64(1),
                Enum.Parse<MarkKind>(row.GetString(2)),
                row.GetString(3)
            ),
            from,
            to
        );
        marks.Reverse();
        return marks;
    }

    /// <summary>A number that is the store's own, such as its salt; null where it has none of that name.</summary>
    public long? Fact(string name) => Number("SELECT value FROM fact WHERE name = $a", name);

    /// <summary>Stores a number that is the store's own.</summary>
    public void PutFact(string name, long value) =>
        Run("INSERT OR REPLACE INTO fact (name, value) VALUES ($a, $b)", name, value);

    /// <summary>One of the content's counters; null where it has none of that name.</summary>
    public long? Counter(string name) =>
        Number("SELECT value FROM counter WHERE content = $a AND name = $b", content, name);

    /// <summary>Stores one of the content's counters.</summary>
    public void PutCounter(string name, long value) =>
        Run(
            "INSERT OR REPLACE INTO counter (content, name, value) VALUES ($a, $b, $c)",
            content,
            name,
            value
        );

    /// <summary>The first number that a statement gives; null where it gives none.</summary>
    public long? Number(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() as long?;
    }

    /// <summary>The rows that a statement gives; its parameters are <c>$a</c>, <c>$b</c> and so on.</summary>
    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Runs a statement that gives nothing back.</summary>
    public void Run(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private static Bucket New(long index)
    {
        var bucket = new Bucket();
        bucket.Reset(index);
        return bucket;
    }

    private SqliteCommand Command(string sql, object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${(char)('a' + i)}", values[i] ?? DBNull.Value);
        }

        return command;
    }
}
