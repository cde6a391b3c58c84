using ClickDash.Core.Live;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>
/// Makes a first edition's store quarters of an hour, out of the minutes that it still has. Older hours have none: where one would be needed, for a
/// zone of half hours, history says that it is approximate (the fact <c>quarters_from</c>, in epoch milliseconds).
/// </summary>
internal static class QuarterFill
{
    /// <summary>The fact that says from when on quarters are known; there is none where all are.</summary>
    public const string From = "quarters_from";

    private const int MinutesAQuarter = 15;
    private const int MinutesAnHour = 60;

    /// <summary>Fills the table, in the transaction that is open.</summary>
    public static void Run(SqliteConnection connection)
    {
        var tables = new StoreTables(connection);
        if (First(tables, "minute") is not { } first)
        {
            if (First(tables, "hour") is not null)
            {
                var end = tables.Number("SELECT max(at) FROM hour")!.Value + 1;
                tables.PutFact(From, end * MinutesAnHour * 60_000);
            }

            return;
        }

        var last = tables.Number("SELECT max(at) FROM minute")!.Value;
        var trimmed = tables.Number("SELECT value FROM counter WHERE name = 'trimmed:minute'") ?? 0;
        for (var quarter = first / MinutesAQuarter; quarter <= last / MinutesAQuarter; quarter++)
        {
            var minutes = tables.Buckets(
                "minute",
                quarter * MinutesAQuarter,
                (quarter + 1) * MinutesAQuarter
            );
            if (minutes.Count == 0)
            {
                continue;
            }

            var sum = Sum(quarter, minutes);
            if ((quarter + 1) * MinutesAQuarter <= trimmed)
            {
                sum.Trim(Retention.MostValues);
            }

            tables.Put("quarter", quarter, sum);
        }

        tables.Run(
            "INSERT INTO counter (content, name, value) VALUES (0, 'trimmed:quarter', $a)",
            trimmed / MinutesAQuarter
        );
        if (KnownFrom(tables, first / MinutesAnHour) is { } from)
        {
            tables.PutFact(From, from * MinutesAnHour * 60_000);
        }
    }

    /// <summary>The first hour whose quarters are whole; null where all are.</summary>
    private static long? KnownFrom(StoreTables tables, long hour)
    {
        var counted = tables.Buckets("hour", hour, hour + 1).Sum(one => one.Total);
        var minutes = tables.Buckets("minute", hour * MinutesAnHour, (hour + 1) * MinutesAnHour);
        if (minutes.Sum(one => one.Total) != counted)
        {
            return hour + 1;
        }

        return First(tables, "hour") < hour ? hour : null;
    }

    private static long? First(StoreTables tables, string table) =>
        tables.Number($"SELECT min(at) FROM {table}");

    private static Bucket Sum(long index, IEnumerable<Bucket> buckets)
    {
        var sum = new Bucket();
        sum.Reset(index);
        foreach (var bucket in buckets)
        {
            sum.Merge(bucket);
        }

        return sum;
    }
}
