using ClickDash.Core.Wire;

namespace ClickDash.Server.Live;

/// <summary>How far each partition is read. Every offset passed is a message or is skipped, so that the sums add up.</summary>
public sealed class PartitionTable
{
    private readonly SortedDictionary<int, Row> _rows = [];

    /// <summary>Offsets passed that held no message.</summary>
    public long Skipped { get; private set; }

    /// <summary>Whether no partition is read yet.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>A partition is read from an offset on; one that is read already goes on where it is.</summary>
    public void Begin(int partition, long start, long end)
    {
        if (!_rows.ContainsKey(partition))
        {
            _rows[partition] = new Row
            {
                Start = start,
                Next = start,
                End = end,
            };
        }
    }

    /// <summary>Passes a message's offset; false where it was passed before and must not count again.</summary>
    public bool Pass(int partition, long offset)
    {
        var row = _rows[partition];
        if (offset < row.Next)
        {
            return false;
        }

        Skipped += offset - row.Next;
        row.Next = offset + 1;
        row.End = Math.Max(row.End, row.Next);
        return true;
    }

    /// <summary>The offset after the newest became known.</summary>
    public void End(int partition, long end) => _rows[partition].End = end;

    /// <summary>Goes on at another offset: forward over what is lost, or back to the start of a topic made anew.</summary>
    public void Lose(int partition, long next)
    {
        var row = _rows[partition];
        if (next >= row.Next)
        {
            Skipped += next - row.Next;
        }
        else
        {
            // What was passed in the old topic stays passed: the sums still add up.
            row.Start += next - row.Next;
            row.End = next;
        }

        row.Next = next;
        row.End = Math.Max(row.End, next);
    }

    /// <summary>All partitions by number.</summary>
    public PartitionProgress[] Progress() =>
        [
            .. _rows.Select(one => new PartitionProgress(
                one.Key,
                one.Value.Start,
                one.Value.Next,
                one.Value.End,
                Math.Max(0, one.Value.End - one.Value.Next)
            )),
        ];

    private sealed class Row
    {
        public long Start { get; set; }

        public long Next { get; set; }

        public long End { get; set; }
    }
}
