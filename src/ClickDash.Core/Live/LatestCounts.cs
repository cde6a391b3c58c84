using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>
/// The last count of every row that one partition's counts may still replace. Rows whose second is older than the newest message
/// by more than the lateness allowed are let go; what comes for them later is too late. Belongs to its intake's owner.
/// </summary>
public sealed class LatestCounts
{
    // Some 60 MB a partition: ten minutes of 1,700 rows a second. Beyond, the oldest second is let go early.
    private const int MostRows = 1 << 20;

    private readonly long _lateness;
    private readonly int _most;
    private readonly Dictionary<long, Dictionary<UInt128, long>> _seconds = [];
    private readonly PriorityQueue<long, long> _order = new();
    private Dictionary<RowKey, long> _changed = [];

    /// <param name="lateness">How much older than the newest message a row's second may begin, in milliseconds.</param>
    /// <param name="most">How many rows are kept.</param>
    public LatestCounts(long lateness, int most = MostRows) =>
        (_lateness, _most) = (lateness, most);

    /// <summary>The oldest second whose rows are not let go.</summary>
    public long Since { get; private set; } = long.MinValue;

    /// <summary>How many rows are kept.</summary>
    public int Rows { get; private set; }

    /// <summary>Replaces the last count of a row.</summary>
    /// <param name="key">The row.</param>
    /// <param name="count">Its count now.</param>
    /// <param name="messageTime">Its message's time, in epoch milliseconds.</param>
    /// <param name="change">By how much that is more than its last one.</param>
    /// <param name="isNew">Whether it had none.</param>
    /// <returns>False where it is too late.</returns>
    public bool TryReplace(
        RowKey key,
        long count,
        long messageTime,
        out long change,
        out bool isNew
    )
    {
        LetGoBefore(OldestAt(messageTime));
        (change, isNew) = (0, false);
        if (key.Second < Since)
        {
            return false;
        }

        ref var last = ref Last(key, out isNew);
        (change, last) = (count - last, count);
        if (change != 0 || isNew)
        {
            _changed[key] = count;
        }

        if (Rows > _most)
        {
            LetGoBefore(_order.Peek() + 1);
        }

        return true;
    }

    /// <summary>Hands over the rows that changed since this was last asked.</summary>
    public Dictionary<RowKey, long> TakeChanged()
    {
        var changed = _changed;
        _changed = [];
        return changed;
    }

    /// <summary>Goes on where an earlier run stopped.</summary>
    /// <param name="since">Its <see cref="Since"/>.</param>
    /// <param name="rows">Its rows.</param>
    public void Restore(long since, IReadOnlyDictionary<RowKey, long> rows)
    {
        Since = since;
        foreach (var (key, count) in rows)
        {
            if (key.Second >= since)
            {
                Last(key, out _) = count;
            }
        }
    }

    /// <summary>The first second that a message of this time may be about.</summary>
    private long OldestAt(long messageTime) => (messageTime - _lateness + 999) / 1000;

    private ref long Last(RowKey key, out bool isNew)
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

    private void LetGoBefore(long second)
    {
        Since = Math.Max(Since, second);
        while (_order.TryPeek(out var oldest, out _) && oldest < Since)
        {
            _order.Dequeue();
            _seconds.Remove(oldest, out var rows);
            Rows -= rows!.Count;
            foreach (var row in rows.Keys)
            {
                _changed.Remove(new RowKey(oldest, row));
            }
        }
    }
}
