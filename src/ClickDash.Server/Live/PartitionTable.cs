using ClickDash.Core.Wire;

namespace ClickDash.Server.Live;

/// <summary>How far each partition of a topic is read. Every offset passed is a message or is skipped, so that the sums add up.</summary>
public sealed class PartitionTable(string topic)
{
    private readonly SortedDictionary<int, Row> _rows = [];

    /// <summary>Whether no partition is read yet.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Whether counted messages are still to be read again.</summary>
    public bool IsReadingAgain => _rows.Values.Any(row => row.Again < row.AgainEnd);

    /// <summary>Goes on where an earlier run stopped.</summary>
    public void Restore(PartitionProgress progress) =>
        _rows[progress.Partition] = new Row
        {
            Start = progress.Start,
            Next = progress.Next,
            End = progress.End,
            Skipped = progress.Skipped,
            Stored = progress,
        };

    /// <summary>A partition is read from an offset on; one that is read already goes on where it is.</summary>
    /// <param name="partition">Its number.</param>
    /// <param name="start">The first offset that counts.</param>
    /// <param name="end">The offset after the newest.</param>
    /// <param name="from">The first offset that is read: before <paramref name="start"/> where messages are read again.</param>
    public void Begin(int partition, long start, long end, long? from = null)
    {
        if (!_rows.TryGetValue(partition, out var row))
        {
            _rows[partition] = row = new Row { Start = start, Next = start };
        }

        row.End = Math.Max(end, row.Next);
        (row.Again, row.AgainEnd) = (from ?? start, start);
    }

    /// <summary>The first offset that counted, of a partition.</summary>
    public long Start(int partition) => _rows[partition].Start;

    /// <summary>Passes a message's offset, and says what is to be done with the message.</summary>
    public Passage Pass(int partition, long offset)
    {
        var row = _rows[partition];
        if (offset < row.Next)
        {
            if (offset < row.Again || offset >= row.AgainEnd)
            {
                return Passage.Known;
            }

            row.Again = offset + 1;
            return Passage.Again;
        }

        row.Again = row.AgainEnd;
        row.Skipped += offset - row.Next;
        row.Next = offset + 1;
        row.End = Math.Max(row.End, row.Next);
        return Passage.First;
    }

    /// <summary>All was read up to an offset: those that were not passed hold no message.</summary>
    public void Reach(int partition, long end)
    {
        var row = _rows[partition];
        if (end >= row.AgainEnd)
        {
            row.Again = row.AgainEnd;
        }

        if (end > row.Next)
        {
            row.Skipped += end - row.Next;
            row.Next = end;
            row.End = Math.Max(row.End, end);
        }
    }

    /// <summary>The offset after the newest became known.</summary>
    public void End(int partition, long end) => _rows[partition].End = end;

    /// <summary>Goes on at another offset: forward over what is lost, or back to the start of a topic made anew.</summary>
    public void Lose(int partition, long next)
    {
        var row = _rows[partition];
        if (next >= row.Next)
        {
            row.Skipped += next - row.Next;
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
    public IEnumerable<PartitionProgress> Progress() =>
        _rows.Select(one => new PartitionProgress(
            topic,
            one.Key,
            one.Value.Start,
            one.Value.Next,
            one.Value.End,
            Math.Max(0, one.Value.End - one.Value.Next),
            one.Value.Skipped
        )
        {
            Lost = one.Value.Stored?.Lost ?? 0,
            Earlier = one.Value.Stored?.Earlier ?? [],
        });

    private sealed class Row
    {
        public long Start { get; set; }

        public long Next { get; set; }

        public long End { get; set; }

        public long Skipped { get; set; }

        /// <summary>What an earlier run stored; null where there was none.</summary>
        public PartitionProgress? Stored { get; init; }

        /// <summary>The next offset that is read again, up to <see cref="AgainEnd"/>.</summary>
        public long Again { get; set; }

        public long AgainEnd { get; set; }
    }
}

/// <summary>What is to be done with a message.</summary>
public enum Passage
{
    /// <summary>It is read for the first time and counts.</summary>
    First,

    /// <summary>It was counted and is read again, for filters alone.</summary>
    Again,

    /// <summary>It was read before and is left alone.</summary>
    Known,
}
