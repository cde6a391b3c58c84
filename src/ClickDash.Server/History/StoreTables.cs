using System.Buffers;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Server.Marks;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>Reads and writes the store's tables. Belongs to who holds the store's lock.</summary>
internal sealed class StoreTables(SqliteConnection connection)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);

    /// <summary>Adds a bucket to the stored one of an index; its values' keys are turned into the store's.</summary>
    public void Merge(string table, long at, Bucket bucket, Func<int, int> key)
    {
        var sum = Buckets(table, at, at + 1) is [var stored] ? stored : New(at);
        sum.MergeAs(bucket, key);
        Put(table, at, sum);
    }

    /// <summary>Stores a bucket in place of what is there.</summary>
    public void Put(string table, long at, Bucket bucket)
    {
        _buffer.ResetWrittenCount();
        BucketCodec.Write(bucket, _buffer);
        Run(
            $"INSERT OR REPLACE INTO {table} (at, counts) VALUES ($a, $b)",
            at,
            _buffer.WrittenSpan.ToArray()
        );
    }

    /// <summary>The buckets of a table from one index up to another, which is left out.</summary>
    public List<Bucket> Buckets(string table, long from, long to) =>
        Rows(
            $"SELECT at, counts FROM {table} WHERE at >= $a AND at < $b ORDER BY at",
            row =>
            {
                var bucket = New(row.GetInt64(0));
                BucketCodec.Read(row.GetFieldValue<byte[]>(1), bucket);
                return bucket;
            },
            from,
            to
        );

    /// <summary>The gaps that touch a stretch of time, in epoch milliseconds.</summary>
    public List<Gap> Gaps(long from, long to) =>
        Rows(
            "SELECT start, end, reason FROM gap WHERE end > $a AND start < $b ORDER BY start",
            row => new Gap(row.GetInt64(0), row.GetInt64(1), row.GetString(2)),
            from,
            to
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

    private static Bucket New(long at)
    {
        var bucket = new Bucket();
        bucket.Reset(at);
        return bucket;
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
