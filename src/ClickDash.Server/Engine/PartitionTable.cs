using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Kafka;

namespace ClickDash.Server.Engine;

/// <summary>
/// How far each partition of a topic is read, as segments. Every offset passed is a message, never held one, or is lost, so that the
/// sums add up. Belongs to the aggregator.
/// </summary>
public sealed class PartitionTable(string topic)
{
    // More than anybody looks through; beyond, the two oldest of a partition are shown as one.
    private const int MaxEarlier = 20;

    private readonly SortedDictionary<int, Row> _rows = [];

    /// <summary>Whether no partition was ever read.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>How many messages are still to be read that were there when reading began.</summary>
    public long CatchingUp =>
        There.Sum(row => Math.Max(0, Math.Min(row.EndAtBegin, row.End) - row.Next));

    private IEnumerable<Row> There => _rows.Values.Where(row => row.State != PartitionState.Gone);

    /// <summary>Goes on where an earlier run stopped.</summary>
    public void Restore(PartitionProgress progress) =>
        _rows[progress.Partition] = new Row
        {
            TopicId = progress.TopicId,
            LeaderEpoch = progress.LeaderEpoch,
            Start = progress.Start,
            Next = progress.Next,
            End = progress.Next,
            ArrivalsFrom = progress.Next,
            Skipped = progress.Skipped,
            Lost = progress.Lost,
            Earlier = [.. progress.Earlier],
        };

    /// <summary>A partition is read from an offset on; where a new segment begins, the one before it is closed.</summary>
    /// <param name="start">Where.</param>
    /// <param name="now">The moment, in epoch milliseconds.</param>
    /// <returns>What was lost unread in the segment that ended.</returns>
    public long Begin(PartitionStart start, long now)
    {
        var lost = 0L;
        if (!_rows.TryGetValue(start.Partition, out var row))
        {
            _rows[start.Partition] = row = new Row
            {
                Start = start.Offset,
                Next = start.Offset,
                ArrivalsFrom = start.Offset,
            };
        }
        else if (start.Kind is SegmentStart.Recreated or SegmentStart.Truncated)
        {
            lost = row.Close(start, now);
        }

        row.TopicId = start.TopicId ?? row.TopicId;
        row.LeaderEpoch = start.LeaderEpoch >= 0 ? start.LeaderEpoch : row.LeaderEpoch;
        row.End = row.EndAtBegin = row.SureEnd = Math.Max(start.End, row.Next);
        (row.State, row.Message) = (PartitionState.Reading, null);
        return lost;
    }

    /// <summary>How far a partition is read that was read before.</summary>
    public PartitionProgress Of(int partition) => _rows[partition].Progress(topic, partition);

    /// <summary>Passes a message's offset, and says what is to be done with the message.</summary>
    public OffsetDecision Pass(int partition, long offset, int leaderEpoch)
    {
        var row = _rows[partition];
        if (offset < row.Next)
        {
            return OffsetDecision.Known;
        }

        row.Skipped += offset - row.Next;
        row.Next = offset + 1;
        row.End = Math.Max(row.End, row.Next);
        row.LeaderEpoch = Math.Max(row.LeaderEpoch, leaderEpoch);
        return offset < row.EndAtBegin ? OffsetDecision.Backlog : OffsetDecision.Live;
    }

    /// <summary>All was read up to an offset: those that were not passed hold no message.</summary>
    public void Reach(int partition, long end)
    {
        var row = _rows[partition];
        if (end > row.Next)
        {
            row.Skipped += end - row.Next;
            row.Next = end;
            row.End = Math.Max(row.End, end);
        }
    }

    /// <summary>Goes on beyond messages that are gone.</summary>
    public void Lose(int partition, long to)
    {
        var row = _rows[partition];
        row.Lost += Math.Max(0, to - row.Next);
        row.Next = Math.Max(row.Next, to);
        row.End = Math.Max(row.End, row.Next);
    }

    /// <summary>Takes how the partitions stand; those that are not among them are gone.</summary>
    public void Report(IReadOnlyList<PartitionReport> reports)
    {
        var byNumber = reports.ToDictionary(report => report.Partition);
        foreach (var (number, row) in _rows)
        {
            if (byNumber.TryGetValue(number, out var report))
            {
                (row.State, row.Message, row.HeldBack) = (
                    report.State,
                    report.Message,
                    report.HeldBack
                );
                row.End = Math.Max(report.End ?? row.End, row.Next);
                row.SureEnd = report.SureEnd ?? row.SureEnd;
            }
            else
            {
                // What was known to wait in it stays known: it is lost when the topic is made anew.
                row.SureEnd = row.State == PartitionState.Gone ? row.SureEnd : row.End;
                (row.State, row.Message, row.HeldBack) = (
                    PartitionState.Gone,
                    $"Partition {number} of '{topic}' is gone: the topic has no such partition any more. What was read of it stays counted.",
                    0
                );
            }
        }

        // One that is not read yet, for want of a leader or a right, is seen too.
        _waiting =
        [
            .. reports.Where(report =>
                !_rows.ContainsKey(report.Partition) && report.State != PartitionState.Reading
            ),
        ];
    }

    /// <summary>The arrival decided about a click of the message that was passed last.</summary>
    public void NoteArrival(int partition) => _rows[partition].HasArrivals = true;

    /// <summary>Which messages since this was last asked had clicks about whose time the arrival decided.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public IReadOnlyList<ArrivalMark> TakeArrivals(long now)
    {
        var marks = new List<ArrivalMark>();
        foreach (var (number, row) in _rows)
        {
            if (row.HasArrivals && row.Next > row.ArrivalsFrom)
            {
                marks.Add(new ArrivalMark(topic, number, row.ArrivalsFrom, row.Next, now));
            }

            (row.HasArrivals, row.ArrivalsFrom) = (false, row.Next);
        }

        return marks;
    }

    /// <summary>All partitions by number.</summary>
    public IEnumerable<PartitionProgress> Progress() =>
        _rows
            .Select(one => one.Value.Progress(topic, one.Key))
            .Concat(
                _waiting.Select(one => new PartitionProgress(topic, one.Partition, 0, 0, 0, 0, 0)
                {
                    State = one.State,
                    Message = one.Message,
                })
            );

    /// <summary>Those that were ever read, by number: what a store keeps.</summary>
    public IEnumerable<PartitionProgress> Read() =>
        _rows.Select(one => one.Value.Progress(topic, one.Key));

    private IReadOnlyList<PartitionReport> _waiting = [];

    private sealed class Row
    {
        public string? TopicId { get; set; }

        public int LeaderEpoch { get; set; } = -1;

        public long Start { get; set; }

        public long Next { get; set; }

        public long End { get; set; }

        /// <summary>The end when the partition was taken up: what lies before it is a backlog.</summary>
        public long EndAtBegin { get; set; }

        /// <summary>The newest end that is known to be of this segment's topic.</summary>
        public long SureEnd { get; set; }

        public long Skipped { get; set; }

        public long Lost { get; set; }

        /// <summary>Whether the arrival decided about a click since <see cref="ArrivalsFrom"/>.</summary>
        public bool HasArrivals { get; set; }

        public long ArrivalsFrom { get; set; }

        public PartitionState State { get; set; }

        public string? Message { get; set; }

        public long HeldBack { get; set; }

        public List<ReadSegment> Earlier { get; set; } = [];

        /// <summary>What waits to be read; nothing where there is nothing any more to read it from.</summary>
        private long Lag => State == PartitionState.Gone ? 0 : Math.Max(0, End - Next);

        /// <summary>Ends the segment; what was known to wait in a topic that was made anew is lost.</summary>
        public long Close(PartitionStart start, long now)
        {
            var isRecreated = start.Kind == SegmentStart.Recreated;
            var unread = isRecreated ? Math.Max(0, SureEnd - Next) : 0;
            Earlier.Add(
                new ReadSegment(
                    TopicId,
                    Start,
                    Next + unread,
                    Skipped,
                    Lost + unread,
                    isRecreated ? 0 : Math.Max(0, Next - start.Offset),
                    isRecreated ? SegmentEnd.Recreated : SegmentEnd.Truncated,
                    now
                )
            );
            if (Earlier.Count > MaxEarlier)
            {
                Earlier[0] = Merged(Earlier[0], Earlier[1]);
                Earlier.RemoveAt(1);
            }

            (Start, Next, Skipped, Lost, LeaderEpoch) = (start.Offset, start.Offset, 0, 0, -1);
            (HasArrivals, ArrivalsFrom) = (false, start.Offset);
            return unread;
        }

        public PartitionProgress Progress(string topic, int partition) =>
            new(topic, partition, Start, Next, End, Lag, Skipped)
            {
                TopicId = TopicId,
                LeaderEpoch = LeaderEpoch,
                Lost = Lost,
                State = State,
                Message = Message,
                HeldBack = HeldBack,
                Earlier = [.. Earlier],
            };

        /// <summary>Two segments as one of the same sums.</summary>
        private static ReadSegment Merged(ReadSegment first, ReadSegment second) =>
            second with
            {
                Start = second.Start - (first.Next - first.Start),
                Skipped = first.Skipped + second.Skipped,
                Lost = first.Lost + second.Lost,
                Truncated = first.Truncated + second.Truncated,
            };
    }
}

/// <summary>What is to be done with a message.</summary>
public enum OffsetDecision
{
    /// <summary>It came after what was there when reading began, and counts.</summary>
    Live,

    /// <summary>It was there when reading began, and counts.</summary>
    Backlog,

    /// <summary>It was read before and is left alone.</summary>
    Known,
}
