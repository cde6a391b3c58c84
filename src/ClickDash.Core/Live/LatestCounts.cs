using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>
/// The last count of every row that a topic's counts may still replace. Of two updates of a row the one of the later message
/// timestamp wins, then of the higher partition and offset, so that rows whose partition changes when the topic grows count once. Rows
/// beyond the <see cref="RowHorizon"/> are evicted; what comes for them later is too late. A tombstone takes back the one row
/// that its key names, which then waits for a later update as any row does. Belongs to the aggregator.
/// </summary>
public sealed class LatestCounts
{
    // Some 100 bytes a row. As many rows a second as ten minutes of 1,750 gave a million of, up to 800 MB in all.
    private const int RowsASecond = 1750;
    private const int FewestMaxRows = 1 << 20;
    private const int LargestMaxRows = 1 << 23;

    private readonly RowHorizon _horizon;
    private readonly Dictionary<long, Dictionary<UInt128, RowCount>> _seconds = [];
    private readonly PriorityQueue<long, long> _order = new();
    private readonly RowValueSets _values = new();
    private byte[] _bytes = new byte[256];
    private RowsByKey? _byKey;
    private Dictionary<RowKey, RowCount> _changed = [];
    private long _floor = long.MinValue;
    private bool _isUsed;

    /// <param name="lateness">How much older than its partition's newest message a row's second may begin.</param>
    /// <param name="maxRows">How many rows are kept; null for as many as the lateness needs.</param>
    public LatestCounts(TimeSpan lateness, int? maxRows = null)
    {
        _horizon = new RowHorizon((long)lateness.TotalMilliseconds);
        MaxRows =
            maxRows
            ?? (int)Math.Clamp(RowsASecond * lateness.TotalSeconds, FewestMaxRows, LargestMaxRows);
    }

    /// <summary>How many rows are kept; beyond, the oldest second is evicted early.</summary>
    public int MaxRows { get; }

    /// <summary>The oldest second whose rows are not evicted: as far back as the slowest partition needs.</summary>
    public long Since => Math.Max(_floor, _horizon.Since);

    /// <summary>How many rows are kept.</summary>
    public int Rows { get; private set; }

    /// <summary>How many rows were evicted before the lateness let them, for want of room.</summary>
    public long EvictedEarly { get; private set; }

    /// <summary>Whether there ever was a row.</summary>
    public bool IsUsed => _isUsed;

    /// <summary>Whether the last <see cref="Replace(RowKey, in RowCount, out long)"/> made a row.</summary>
    public bool WasNew { get; private set; }

    /// <summary>Replaces the last count of a row that no tombstone names.</summary>
    /// <param name="key">The row.</param>
    /// <param name="update">Its count now, and of which message.</param>
    /// <param name="change">By how much that is more than its last one.</param>
    public RowUpdate Replace(RowKey key, in RowCount update, out long change) =>
        Replace(key, update, batch: null, default, out change);

    /// <summary>Replaces the last count of a row.</summary>
    /// <param name="key">The row.</param>
    /// <param name="update">Its count now, and of which message.</param>
    /// <param name="batch">The batch that it lies in, for its values; null where its message has no key.</param>
    /// <param name="row">The row there.</param>
    /// <param name="change">By how much that is more than its last one.</param>
    internal RowUpdate Replace(
        RowKey key,
        in RowCount update,
        ClickBatch? batch,
        in ClickRow row,
        out long change
    )
    {
        _isUsed = true;
        (change, WasNew) = (0, false);
        if (key.Second < Advance(update.Partition, update.Timestamp))
        {
            return RowUpdate.TooLate;
        }

        ref var last = ref Last(key, out var isNew);
        WasNew = isNew;
        if (!isNew && !update.IsAfter(last))
        {
            return RowUpdate.Outdated;
        }

        change = update.Count - last.Count;
        last = Named(key, update, last, batch, row);
        _changed[key] = last;
        if (Rows > MaxRows)
        {
            EvictedEarly += _seconds[_order.Peek()].Count;
            _floor = _order.Peek() + 1;
            Evict();
        }

        return isNew ? RowUpdate.New : RowUpdate.Changed;
    }

    /// <summary>Takes a row back.</summary>
    /// <param name="tombstone">The message.</param>
    /// <param name="time">Its timestamp as it was judged, in epoch milliseconds.</param>
    /// <param name="key">The row.</param>
    /// <param name="last">Its last count.</param>
    /// <returns>Whether the message's key names exactly one row, whose last update is older.</returns>
    internal bool TakeBack(in MessageRow tombstone, long time, out RowKey key, out RowCount last)
    {
        (key, last) = (default, default);
        if (!_isUsed || tombstone.KeyHash == 0)
        {
            return false;
        }

        Advance(tombstone.Partition, time);
        var taken = new RowCount(0, time, tombstone.Partition, tombstone.Offset);
        if (!ByKey().TryGet(tombstone.KeyHash, out key))
        {
            return false;
        }

        ref var row = ref Last(key, out _);
        if (!taken.IsAfter(row))
        {
            return false;
        }

        last = row;
        _byKey!.Remove(row.KeyHash, key);
        _values.Release(row.Values);
        _changed[key] = row = taken;
        return true;
    }

    /// <summary>A partition was read to its end.</summary>
    public void Reach(int partition) => _horizon.Reach(partition);

    /// <summary>Only these partitions are there: others hold back no eviction.</summary>
    public void Keep(IReadOnlyCollection<int> partitions)
    {
        _horizon.Keep(partitions);
        Evict();
    }

    /// <summary>Hands over the rows that changed since this was last asked; null where there never were any.</summary>
    /// <param name="topic">The topic's name.</param>
    public RowCounts? TakeChanged(string topic)
    {
        if (!_isUsed)
        {
            return null;
        }

        var changed = _changed;
        _changed = [];
        return new RowCounts(topic, Since, changed) { Floor = _floor, Newest = _horizon.Newest };
    }

    /// <summary>Goes on where an earlier run stopped.</summary>
    public void Restore(RowCounts rows)
    {
        (_isUsed, _floor, _byKey) = (true, rows.Floor, null);
        _horizon.Restore(rows.Newest);
        foreach (var (key, count) in rows.Counts)
        {
            if (key.Second >= rows.Since)
            {
                Last(key, out _) = count.Values is { } values
                    ? count with
                    {
                        Values = _values.Take(values),
                    }
                    : count with
                    {
                        KeyHash = 0,
                    };
            }
        }
    }

    /// <summary>A message of a partition came: rows that no partition may send any more are evicted.</summary>
    /// <returns>The oldest second that it may be about.</returns>
    private long Advance(int partition, long time)
    {
        var oldest = Math.Max(_floor, _horizon.Advance(partition, time));
        Evict();
        return oldest;
    }

    /// <summary>An update, with what a tombstone needs to take its row back.</summary>
    private RowCount Named(
        in RowKey key,
        in RowCount update,
        in RowCount last,
        ClickBatch? batch,
        in ClickRow row
    )
    {
        if (update.KeyHash == 0 || batch is null)
        {
            return update with { KeyHash = 0 };
        }

        if (last.KeyHash == 0)
        {
            _byKey?.Add(update.KeyHash, key);
        }

        // The row's hash is of its key and of its values: they are the same in each of its updates.
        return update with
        {
            Values = last.Values ?? ValuesOf(batch, row),
        };
    }

    private RowValues ValuesOf(ClickBatch batch, in ClickRow row)
    {
        var length = RowValues.Write(batch, row, ref _bytes);
        return _values.Take(_bytes.AsSpan(0, length));
    }

    /// <summary>The rows by their keys. Most topics have no tombstones: their first one finds the rows that there are.</summary>
    private RowsByKey ByKey()
    {
        if (_byKey is null)
        {
            _byKey = new RowsByKey();
            foreach (var (second, rows) in _seconds)
            {
                foreach (var (row, count) in rows)
                {
                    _byKey.Add(count.KeyHash, new RowKey(second, row));
                }
            }
        }

        return _byKey;
    }

    private ref RowCount Last(RowKey key, out bool isNew)
    {
        ref var rows = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _seconds,
            key.Second,
            out var isKnown
        );
        if (!isKnown)
        {
            rows = [];
            _order.Enqueue(key.Second, key.Second);
        }

        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(
            rows!,
            key.Row,
            out var hasLast
        );
        isNew = !hasLast;
        Rows += isNew ? 1 : 0;
        return ref last;
    }

    private void Evict()
    {
        var since = Since;
        while (_order.TryPeek(out var oldest, out _) && oldest < since)
        {
            _order.Dequeue();
            _seconds.Remove(oldest, out var rows);
            Rows -= rows!.Count;
            foreach (var (row, count) in rows)
            {
                var key = new RowKey(oldest, row);
                _changed.Remove(key);
                _byKey?.Remove(count.KeyHash, key);
                _values.Release(count.Values);
            }
        }
    }
}

/// <summary>What became of an update of a row.</summary>
public enum RowUpdate
{
    /// <summary>The row is new.</summary>
    New,

    /// <summary>The row has this count now.</summary>
    Changed,

    /// <summary>A later one is known already.</summary>
    Outdated,

    /// <summary>Its second is older than the lateness allows.</summary>
    TooLate,
}
