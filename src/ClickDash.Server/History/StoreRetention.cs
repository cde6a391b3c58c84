using ClickDash.Core.Live;

namespace ClickDash.Server.History;

/// <summary>
/// Deletes what is not kept any more and trims what is finished, within the transaction that is open. Rows of the future are
/// none that anything could have been counted in: a first edition's store may hold those of a producer whose clock was wrong.
/// </summary>
/// <param name="store">The tables that are of no content.</param>
/// <param name="values">The store's values.</param>
/// <param name="retention">What is kept.</param>
internal sealed class StoreRetention(StoreTables store, StoredValues values, Retention retention)
{
    private const string Minute = "minute";
    private const string Quarter = "quarter";
    private const string Hour = "hour";

    // What a finished hour keeps is known when clicks cannot come for it any more: a day later at most.
    private const int SpareDays = 2;

    /// <summary>Goes through all contents: what a former one counted last is finished after the settings have changed.</summary>
    public void Run(IEnumerable<StoreTables> contents)
    {
        foreach (var tables in contents)
        {
            Keep(tables);
            Trim(tables, Minute, retention.FinishedMinute);
            Trim(tables, Quarter, retention.FinishedMinute / 15);
            Trim(tables, Hour, retention.FinishedMinute / 60);
        }

        store.Run("DELETE FROM gap WHERE end < $a", retention.OldestHour * 3600_000);
        store.Run("DELETE FROM mark WHERE at < $a", retention.OldestHour * 3600_000);
        // Last: what was trimmed says which values are kept, of all contents, whose names are the same table's.
        Sweep();
    }

    /// <summary>Keeps a finished bucket's largest values, and notes which they are.</summary>
    public static void Trim(Bucket bucket, string table, StoredValues values, long day)
    {
        bucket.Trim(Retention.MostValues);
        if (table == Minute)
        {
            return;
        }

        foreach (ref readonly var entry in bucket.Counts.Entries)
        {
            if (entry.Key != 0)
            {
                values.Keep(entry.Key, day);
            }
        }
    }

    private void Keep(StoreTables tables)
    {
        // A clock that was set back must not delete what was counted by the right one: what was stored last is no future.
        var last = Math.Max(retention.Now, tables.Counter("at") ?? 0) + CountStore.MaxAhead;
        tables.Keep("second", retention.OldestSecond, last / 1000);
        tables.Keep(Minute, retention.OldestMinute, last / 60_000);
        tables.Keep(Quarter, retention.OldestHour * 4, last / 900_000);
        tables.Keep(Hour, retention.OldestHour, last / 3600_000);
        tables.Keep("quarter_visitors", retention.OldestHour * 4, last / 900_000);
        tables.Keep("hour_visitors", retention.OldestHour, last / 3600_000);
    }

    private void Trim(StoreTables tables, string table, long finished)
    {
        var mark = $"trimmed:{table}";
        var from = tables.Counter(mark) ?? 0;
        foreach (var bucket in tables.Buckets(table, from, finished))
        {
            Trim(bucket, table, values, retention.Now / 86_400_000);
            tables.Put(table, bucket.Index, bucket);
        }

        // Not back, where a clock was: what was finished then is.
        tables.PutCounter(mark, Math.Max(from, finished));
    }

    /// <summary>Once a day: values that no row can be of are deleted.</summary>
    private void Sweep()
    {
        var today = retention.Now / 86_400_000;
        if (store.Fact("swept") is { } swept && swept >= today)
        {
            return;
        }

        values.Sweep(
            retention.OldestMinute / 1440 - SpareDays,
            retention.OldestHour / 24 - SpareDays
        );
        store.PutFact("swept", today);
    }
}
