using System.Buffers.Binary;
using ClickDash.Core.Live;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>The last counts of rows that may still be replaced, by topic: without them a row that comes again would count twice.</summary>
internal sealed class StoredRows(SqliteConnection connection, long content)
{
    private const int HashLength = 16;

    /// <summary>All that are kept, by topic.</summary>
    public IReadOnlyList<RowCounts> Load()
    {
        var topics = new Dictionary<string, (long Since, Dictionary<RowKey, RowCount> Counts)>(
            StringComparer.Ordinal
        );
        using var since = Command(
            "SELECT topic, second FROM latest2_since WHERE content = $content"
        );
        using (var reader = since.ExecuteReader())
        {
            while (reader.Read())
            {
                topics.Add(reader.GetString(0), (reader.GetInt64(1), []));
            }
        }

        using var latest = Command(
            "SELECT topic, second, hash, count, timestamp, partition, offset, key FROM latest2 WHERE content = $content"
        );
        using (var reader = latest.ExecuteReader())
        {
            while (reader.Read())
            {
                var row = BinaryPrimitives.ReadUInt128BigEndian(reader.GetFieldValue<byte[]>(2));
                topics[reader.GetString(0)]
                    .Counts.Add(
                        new RowKey(reader.GetInt64(1), row),
                        new RowCount(
                            reader.GetInt64(3),
                            reader.GetInt64(4),
                            reader.GetInt32(5),
                            reader.GetInt64(6)
                        )
                        {
                            KeyHash = reader.GetInt64(7),
                        }
                    );
            }
        }

        return [.. topics.Select(one => new RowCounts(one.Key, one.Value.Since, one.Value.Counts))];
    }

    /// <summary>Writes what changed into the transaction that is open, and deletes what is not replaced any more.</summary>
    public void Save(IReadOnlyCollection<RowCounts> changed)
    {
        foreach (var rows in changed)
        {
            Write(rows);
            Run(
                "INSERT OR REPLACE INTO latest2_since (content, topic, second) VALUES ($content, $topic, $second)",
                rows
            );
            Run(
                "DELETE FROM latest2 WHERE content = $content AND topic = $topic AND second < $second",
                rows
            );
        }
    }

    private void Write(RowCounts rows)
    {
        using var command = Command(
            "INSERT OR REPLACE INTO latest2 (content, topic, second, hash, count, timestamp, partition, offset, key) VALUES ($content, $topic, $second, $hash, $count, $timestamp, $partition, $offset, $key)"
        );
        command.Parameters.AddWithValue("$topic", rows.Topic);
        var second = command.Parameters.Add("$second", SqliteType.Integer);
        var hash = command.Parameters.Add("$hash", SqliteType.Blob);
        var count = command.Parameters.Add("$count", SqliteType.Integer);
        var timestamp = command.Parameters.Add("$timestamp", SqliteType.Integer);
        var partition = command.Parameters.Add("$partition", SqliteType.Integer);
        var offset = command.Parameters.Add("$offset", SqliteType.Integer);
        var name = command.Parameters.Add("$key", SqliteType.Integer);
        foreach (var (key, row) in rows.Counts)
        {
            var bytes = new byte[HashLength];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, key.Row);
            (second.Value, hash.Value, count.Value) = (key.Second, bytes, row.Count);
            (timestamp.Value, partition.Value) = (row.Timestamp, row.Partition);
            (offset.Value, name.Value) = (row.Offset, row.KeyHash);
            command.ExecuteNonQuery();
        }
    }

    private void Run(string sql, RowCounts rows)
    {
        using var command = Command(sql);
        command.Parameters.AddWithValue("$topic", rows.Topic);
        command.Parameters.AddWithValue("$second", rows.Since);
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
