using System.Buffers.Binary;
using ClickDash.Core.Live;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>The last counts of rows that may still be replaced: without them a row that comes again would count twice.</summary>
internal static class StoredRows
{
    private const int HashLength = 16;

    /// <summary>All that are kept, by partition.</summary>
    public static IReadOnlyList<RowCounts> Load(SqliteConnection connection)
    {
        var partitions =
            new Dictionary<(string, int), (long Since, Dictionary<RowKey, RowCount> Counts)>();
        using var since = connection.CreateCommand();
        since.CommandText = "SELECT topic, partition, second FROM latest_since";
        using (var reader = since.ExecuteReader())
        {
            while (reader.Read())
            {
                partitions.Add((reader.GetString(0), reader.GetInt32(1)), (reader.GetInt64(2), []));
            }
        }

        using var latest = connection.CreateCommand();
        latest.CommandText = "SELECT topic, partition, second, hash, count FROM latest";
        using (var reader = latest.ExecuteReader())
        {
            while (reader.Read())
            {
                var row = BinaryPrimitives.ReadUInt128BigEndian(reader.GetFieldValue<byte[]>(3));
                partitions[(reader.GetString(0), reader.GetInt32(1))]
                    .Counts.Add(new RowKey(reader.GetInt64(2), row), new RowCount(reader.GetInt64(4), -1, 0, -1));
            }
        }

        return
        [
            .. partitions.Select(one => new RowCounts(
                one.Key.Item1,
                one.Value.Since,
                one.Value.Counts
            )),
        ];
    }

    /// <summary>Writes what changed into the transaction that is open, and lets go of what is not replaced any more.</summary>
    public static void Save(SqliteConnection connection, IReadOnlyCollection<RowCounts> changed)
    {
        foreach (var rows in changed)
        {
            Write(connection, rows);
            Run(
                connection,
                "INSERT OR REPLACE INTO latest_since (topic, partition, second) VALUES ($topic, $partition, $second)",
                rows
            );
            Run(
                connection,
                "DELETE FROM latest WHERE topic = $topic AND partition = $partition AND second < $second",
                rows
            );
        }
    }

    private static void Write(SqliteConnection connection, RowCounts rows)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "INSERT OR REPLACE INTO latest (topic, partition, second, hash, count) VALUES ($topic, $partition, $second, $hash, $count)";
        command.Parameters.AddWithValue("$topic", rows.Topic);
        command.Parameters.AddWithValue("$partition", 0);
        var second = command.Parameters.Add("$second", SqliteType.Integer);
        var hash = command.Parameters.Add("$hash", SqliteType.Blob);
        var count = command.Parameters.Add("$count", SqliteType.Integer);
        foreach (var (key, value) in rows.Counts)
        {
            var bytes = new byte[HashLength];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, key.Row);
            (second.Value, hash.Value, count.Value) = (key.Second, bytes, value.Count);
            command.ExecuteNonQuery();
        }
    }

    private static void Run(SqliteConnection connection, string sql, RowCounts rows)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$topic", rows.Topic);
        command.Parameters.AddWithValue("$partition", 0);
        command.Parameters.AddWithValue("$second", rows.Since);
        command.ExecuteNonQuery();
    }
}
