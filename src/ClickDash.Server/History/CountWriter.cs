using ClickDash.Core.Live;
using ClickDash.Server.Engine;

namespace ClickDash.Server.History;

/// <summary>Adds a batch's counts, visitors, gaps and marks to the store's tables, within the transaction that is open.</summary>
internal sealed class CountWriter(StoreTables tables, StoredValues values, StoreBatch batch)
{
    // A flood's hour of a million values is not read and written whole every two seconds.
    private const int MaxOpenValues = 50_000;

    private readonly long _today = batch.At / 86_400_000;
    private readonly long _last = batch.At + CountStore.MaxAhead;

    public void Write()
    {
        var pending = batch.Pending;
        foreach (var second in pending.Seconds.Where(one => one.Index * 1000 <= _last))
        {
            Merge("second", second.Index, second, finished: 0);
        }

        var (minutes, quarters, hours) = (
            Finished("minute"),
            Finished("quarter"),
            Finished("hour")
        );
        foreach (var minute in pending.Minutes.Where(one => one.Index * 60_000 <= _last))
        {
            Merge("minute", minute.Index, minute, minutes);
            Merge("quarter", minute.Index / 15, minute, quarters);
            Merge("hour", minute.Index / 60, minute, hours);
        }

        foreach (var (quarter, sketch) in pending.Visitors.Where(one => one.Key * 900_000 <= _last))
        {
            tables.Merge("quarter_visitors", quarter, sketch);
            tables.Merge("hour_visitors", quarter / 4, sketch);
        }

        foreach (var gap in pending.Gaps)
        {
            tables.Add(gap);
        }

        foreach (var (id, mark) in pending.Marks)
        {
            tables.Put(id, mark);
        }
    }

    /// <summary>The first index that clicks in time may still change.</summary>
    private long Finished(string table) => tables.Counter($"trimmed:{table}") ?? 0;

    private void Merge(string table, long index, Bucket bucket, long finished)
    {
        var sum = tables.Bucket(table, index);
        sum.MergeAs(bucket, Key);
        if (index < finished)
        {
            StoreRetention.Trim(sum, table, values, _today);
        }
        else
        {
            sum.Trim(MaxOpenValues);
        }

        tables.Put(table, index, sum);
    }

    private int Key(int key)
    {
        var (dimension, id) = (CountTable.DimensionOf(key), CountTable.Id(key));
        return id <= ValueTable.Other
            ? key
            : CountTable.Key(
                dimension,
                values.Id(dimension, batch.Pending.Name(dimension, id), _today)
            );
    }
}
