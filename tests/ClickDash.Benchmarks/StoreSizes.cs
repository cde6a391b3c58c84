using Microsoft.Data.Sqlite;

namespace ClickDash.Benchmarks;

/// <summary>How many bytes each of a store's tables and indexes takes, whole pages counted.</summary>
internal sealed class StoreSizes(string file)
{
    private const int Page = 4096;

    // A table's row lies within a page up to about this size; what is longer goes on in pages of its own.
    private const int MaxInPage = 4061;

    public Dictionary<string, double> ByTable()
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT 'minute', length(counts) FROM minute UNION ALL SELECT 'quarter', length(counts) FROM quarter
            UNION ALL SELECT 'hour', length(counts) FROM hour UNION ALL SELECT 'second', length(counts) FROM second
            UNION ALL SELECT 'quarter_visitors', length(sketch) FROM quarter_visitors
            UNION ALL SELECT 'hour_visitors', length(sketch) FROM hour_visitors
            UNION ALL SELECT 'value', 2 * (length(text) + 20) FROM value
            """;
        using var reader = command.ExecuteReader();
        var sizes = new Dictionary<string, double>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var length = reader.GetInt64(1) + 12;
            // Whole overflow pages, and the rest in a page that is two thirds full.
            var inPage = length <= MaxInPage ? length : length % (Page - 4);
            var size = (length - inPage) / (Page - 4) * (double)Page + inPage * 1.5;
            sizes[reader.GetString(0)] = sizes.GetValueOrDefault(reader.GetString(0)) + size;
        }

        return sizes;
    }
}
