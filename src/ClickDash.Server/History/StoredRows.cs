using System.Buffers.Binary;
using ClickDash.Core.Live;
using ClickDash.Server.Engine;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClickDash.Server.History;

/// <summary>The last counts of rows that may still be replaced, by topic: without them a row that comes again would count twice.</summary>
internal sealed class StoredRows(SqliteConnection connection, long content)
{
    private const int HashLength = 16;

    /// <summary>All that are kept, by topic.</summary>
    public IReadOnlyList<RowCounts> Load()
    {
        using var since = Command(
            "SELECT topic, second, id, floor FROM latest2_since WHERE content = $content"
        );
        using var reader = since.ExecuteReader();
        var all = new List<RowCounts>();
        while (reader.Read())
        {
            var topic = reader.GetString(0);
            all.Add(
                new RowCounts(topic, reader.GetInt64(1), Load(topic))
                {
                    TopicId = reader.IsDBNull(2) ? null : reader.GetString(2),
                    Floor = reader.GetInt64(3),
                    Newest = Newest(topic),
                }
            );
        }

        return all;
    }

    /// <summary>Writes what changed into the transaction that is open, and deletes what is not replaced any more.</summary>
    public void Save(IReadOnlyCollection<RowCounts> changed)
    {
        foreach (var rows in changed)
        {
            if (rows.BeginsAnew)
            {
                Run("DELETE FROM latest2 WHERE content = $content AND topic = $topic", rows);
            }

            Run("DELETE FROM latest2_newest WHERE content = $content AND topic = $topic", rows);
            WriteNewest(rows);
            Write(rows);
            Run(
                "INSERT OR REPLACE INTO latest2_since (content, topic, second, id, floor) VALUES ($content, $topic, $second, $id, $floor)",
                rows
            );
            Run(
                "DELETE FROM latest2 WHERE content = $content AND topic = $topic AND second < $second",
                rows
            );
        }
    }

    private Dictionary<int, long> Newest(string topic)
    {
        using var command = Command(
            "SELECT number, at FROM latest2_newest WHERE content = $content AND topic = $topic"
        );
        command.Parameters.AddWithValue("$topic", topic);
        using var reader = command.ExecuteReader();
        var newest = new Dictionary<int, long>();
        while (reader.Read())
        {
            newest.Add(reader.GetInt32(0), reader.GetInt64(1));
        }

        return newest;
    }

    // There may be millions: the statement's columns are read where they lie, without the reader's checks and copies.
    private List<KeyValuePair<RowKey, RowCount>> Load(string topic)
    {
        using var command = Command(
            "SELECT second, hash, count, timestamp, partition, offset, key, counted FROM latest2 WHERE content = $content AND topic = $topic"
        );
        command.Parameters.AddWithValue("$topic", topic);
        using var reader = command.ExecuteReader();
        var statement = reader.Handle!;
        var rows = new List<KeyValuePair<RowKey, RowCount>>();
        var values = new RowValueSets();
        while (reader.Read())
        {
            var row = BinaryPrimitives.ReadUInt128BigEndian(raw.sqlite3_column_blob(statement, 1));
            var counted = raw.sqlite3_column_blob(statement, 7);
            rows.Add(
                new(
                    new RowKey(raw.sqlite3_column_int64(statement, 0), row),
                    new RowCount(
                        raw.sqlite3_column_int64(statement, 2),
                        raw.sqlite3_column_int64(statement, 3),
                        raw.sqlite3_column_int(statement, 4),
                        raw.sqlite3_column_int64(statement, 5)
                    )
                    {
                        KeyHash = raw.sqlite3_column_int64(statement, 6),
                        Values = counted.IsEmpty ? null : values.Take(counted),
                    }
                )
            );
        }

        return rows;
    }

    private void WriteNewest(RowCounts rows)
    {
        using var command = Command(
            "INSERT INTO latest2_newest (content, topic, number, at) VALUES ($content, $topic, $number, $at)"
        );
        command.Parameters.AddWithValue("$topic", rows.Topic);
        var number = command.Parameters.Add("$number", SqliteType.Integer);
        var at = command.Parameters.Add("$at", SqliteType.Integer);
        foreach (var (partition, time) in rows.Newest)
        {
            (number.Value, at.Value) = (partition, time);
            command.ExecuteNonQuery();
        }
    }

    private void Write(RowCounts rows)
    {
        using var command = Command(
            "INSERT OR REPLACE INTO latest2 (content, topic, second, hash, count, timestamp, partition, offset, key, counted) VALUES ($content, $topic, $second, $hash, $count, $timestamp, $partition, $offset, $key, $counted)"
        );
        command.Parameters.AddWithValue("$topic", rows.Topic);
        var second = command.Parameters.Add("$second", SqliteType.Integer);
        var hash = command.Parameters.Add("$hash", SqliteType.Blob);
        var count = command.Parameters.Add("$count", SqliteType.Integer);
        var timestamp = command.Parameters.Add("$timestamp", SqliteType.Integer);
        var partition = command.Parameters.Add("$partition", SqliteType.Integer);
        var offset = command.Parameters.Add("$offset", SqliteType.Integer);
        var name = command.Parameters.Add("$key", SqliteType.Integer);
        var counted = command.Parameters.Add("$counted", SqliteType.Blob);
        foreach (var (key, row) in rows.Counts)
        {
            var bytes = new byte[HashLength];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, key.Row);
            (second.Value, hash.Value, count.Value) = (key.Second, bytes, row.Count);
            (timestamp.Value, partition.Value) = (row.Timestamp, row.Partition);
            (offset.Value, name.Value) = (row.Offset, row.KeyHash);
            counted.Value = (object?)row.Values?.Bytes.ToArray() ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    private void Run(string sql, RowCounts rows)
    {
        using var command = Command(sql);
        command.Parameters.AddWithValue("$topic", rows.Topic);
        command.Parameters.AddWithValue("$second", rows.Since);
        command.Parameters.AddWithValue("$floor", rows.Floor);
        command.Parameters.AddWithValue("$id", (object?)rows.TopicId ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$content", content);
        return command;
    }
}
