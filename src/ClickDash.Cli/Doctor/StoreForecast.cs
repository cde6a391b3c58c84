using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ClickDash.Cli.Doctor;

/// <summary>
/// How large a store becomes: what a day of the last week took, for as many days as it is kept, with as many names of values
/// as there are now.
/// </summary>
internal static class StoreForecast
{
    private const double Megabyte = 1024 * 1024;
    private const double DayMilliseconds = 86_400_000;
    private const long WeekMilliseconds = 7 * 86_400_000L;
    private const long IndexMask = (1L << 36) - 1;

    // Below this much of history, a day says nothing on those to come.
    private const double FewestDays = 1;

    private static readonly (string Table, string Column, long Length, bool IsMinutes)[] Tables =
    [
        ("minute", "counts", 60_000, true),
        ("quarter", "counts", 900_000, false),
        ("hour", "counts", 3600_000, false),
        ("quarter_visitors", "sketch", 900_000, false),
        ("hour_visitors", "sketch", 3600_000, false),
    ];

    /// <summary>What is to be expected.</summary>
    /// <param name="connection">The store, open for reading.</param>
    /// <param name="minutes">How long minutes are kept.</param>
    /// <param name="hours">How long quarters and hours are kept.</param>
    /// <param name="free">How many bytes are free beside it; null where that is not known.</param>
    public static Diagnosis Of(
        SqliteConnection connection,
        TimeSpan minutes,
        TimeSpan hours,
        long? free
    )
    {
        var size = Size(connection);
        var seen = Text($"It is {size / Megabyte:n1} MB");
        if (Number(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'quarter'") == 0)
        {
            return Diagnosis.Ok("size", $"{seen}, of an earlier version.");
        }

        if (Bytes(connection, minutes, hours) is not { } bytes)
        {
            return Diagnosis.Ok("size", $"{seen}; what it becomes can be told after a day.");
        }

        var becomes = Text(
            $"{seen} and becomes some {bytes / Megabyte:n0} MB, once minutes of {minutes.TotalDays:0.#} and hours of {hours.TotalDays:0.#} days like the last ones are kept"
        );
        return bytes - size > free
            ? Diagnosis.Warning(
                "size",
                Text($"{becomes}: more than the {free / Megabyte:n0} MB that are free.")
            )
            : Diagnosis.Ok("size", $"{becomes}.");
    }

    /// <summary>How many bytes it becomes; null where less than a day is stored.</summary>
    /// <param name="connection">As above.</param>
    /// <param name="minutes">As above.</param>
    /// <param name="hours">As above.</param>
    public static double? Bytes(SqliteConnection connection, TimeSpan minutes, TimeSpan hours)
    {
        var days = Tables.Select(table => (table.IsMinutes, Day: Day(connection, table))).ToArray();
        if (Array.TrueForAll(days, one => one.Day is null))
        {
            return null;
        }

        // Pages are not full: what they take besides what is in them is taken to stay the same part.
        var names = Number(connection, "SELECT coalesce(sum(length(text) + 16), 0) FROM value") * 2;
        var held = names + Tables.Sum(table => Held(connection, table));
        var expected =
            names + days.Sum(one => (one.Day ?? 0) * (one.IsMinutes ? minutes : hours).TotalDays);
        return expected * Math.Max(1, (double)Size(connection) / Math.Max(1, held));
    }

    private static long Size(SqliteConnection connection) =>
        Number(
            connection,
            "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
        );

    /// <summary>How many bytes a day of the last week took in a table; null where it has less than one.</summary>
    private static double? Day(
        SqliteConnection connection,
        (string Table, string Column, long Length, bool IsMinutes) table
    )
    {
        // Of the content that is written now, which has the newest rows.
        var newest = Number(
            connection,
            $"SELECT coalesce(max(at & {IndexMask}), 0) FROM {table.Table}"
        );
        var oldest = newest - WeekMilliseconds / table.Length;
        var first = Number(
            connection,
            $"SELECT coalesce(min(at & {IndexMask}), 0) FROM {table.Table} WHERE (at & {IndexMask}) > {oldest}"
        );
        var span = (newest - first + 1) * table.Length / DayMilliseconds;
        return newest == 0 || span < FewestDays
            ? null
            : Number(
                connection,
                $"SELECT coalesce(sum(length({table.Column}) + 16), 0) FROM {table.Table} WHERE (at & {IndexMask}) > {oldest}"
            ) / span;
    }

    private static long Held(
        SqliteConnection connection,
        (string Table, string Column, long Length, bool IsMinutes) table
    ) =>
        Number(
            connection,
            $"SELECT coalesce(sum(length({table.Column}) + 16), 0) FROM {table.Table}"
        );

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static string Text(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture);
}
