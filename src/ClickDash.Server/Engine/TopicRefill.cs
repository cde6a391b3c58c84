using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Kafka;

namespace ClickDash.Server.Engine;

/// <summary>
/// What an earlier run counted of a topic's partitions and is read again, so that filters have their past; and up to when they
/// lack it. Belongs to the aggregator.
/// </summary>
public sealed class TopicRefill
{
    private readonly Dictionary<int, Past> _pasts = [];
    private long _anewAt = long.MinValue;

    /// <summary>Up to when clicks that were counted cannot be filtered, in epoch milliseconds; the least number there is where all can.</summary>
    public long MissedThrough =>
        _pasts.Count == 0 ? long.MinValue : _pasts.Values.Max(MissedThroughOf);

    /// <summary>How many messages are left to be read again.</summary>
    public long Left => _pasts.Values.Sum(past => past.End - past.Next);

    /// <summary>An earlier run has counted clicks of a partition.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="at">When that run stored them last, in epoch milliseconds.</param>
    public void Restore(int partition, long at) =>
        _pasts[partition] = new Past { MissedThrough = at };

    /// <summary>Takes when that run read messages about whose clicks' time the arrival decided.</summary>
    public void Restore(IEnumerable<ArrivalMark> arrivals)
    {
        foreach (var marks in arrivals.GroupBy(mark => mark.Partition))
        {
            if (_pasts.TryGetValue(marks.Key, out var past))
            {
                past.Arrivals = [.. marks.OrderBy(mark => mark.From)];
            }
        }
    }

    /// <summary>A partition's reading begins.</summary>
    /// <param name="start">Where, and what of it is read again.</param>
    /// <param name="read">What was read of it.</param>
    public void Begin(PartitionStart start, PartitionProgress read)
    {
        if (!_pasts.TryGetValue(start.Partition, out var past))
        {
            return;
        }

        if (read.Earlier.LastOrDefault(one => one.End == SegmentEnd.Recreated) is { } former)
        {
            _anewAt = Math.Max(_anewAt, former.EndedAt);
        }

        if (start.Kind is SegmentStart.Recreated or SegmentStart.Truncated)
        {
            // What is there now is not what was counted.
            past.End = past.Next;
        }
        else if (!past.HasBegun && start.From <= start.Offset)
        {
            past.Begin(start, read);
        }

        past.HasBegun = true;
    }

    /// <summary>Passes a message that is read again; false where it is not to be, or was already.</summary>
    /// <param name="message">The message.</param>
    /// <param name="arrived">When the earlier run read it, in epoch milliseconds; null where that did not matter.</param>
    public bool Pass(in MessageRow message, out long? arrived)
    {
        arrived = null;
        if (
            !_pasts.TryGetValue(message.Partition, out var past)
            || message.Offset < past.Next
            || message.Offset >= past.End
        )
        {
            return false;
        }

        arrived = past.ArrivalOf(message.Offset);
        past.Pass(message.Offset, message.Time, arrived);
        return true;
    }

    /// <summary>Messages of a partition that were to be read again are gone; before any of it is passed.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="to">The first offset that is there.</param>
    public void Lose(int partition, long to)
    {
        if (_pasts.TryGetValue(partition, out var past) && past.Next < past.End)
        {
            past.Lose(Math.Min(to, past.End));
        }
    }

    /// <summary>What is read again of a partition was read up to an offset.</summary>
    public void Reach(int partition, long end)
    {
        if (_pasts.TryGetValue(partition, out var past) && past.Next < past.End)
        {
            past.Reach(Math.Min(end, past.End));
        }
    }

    /// <summary>Only these partitions are there: of others nothing is read again any more.</summary>
    public void Keep(IReadOnlyCollection<int> partitions)
    {
        foreach (var (number, past) in _pasts)
        {
            past.IsGone = !partitions.Contains(number);
            past.End = past.IsGone ? past.Next : past.End;
        }
    }

    /// <summary>A topic has fewer partitions only since it was made anew: a partition that is gone had nothing after that.</summary>
    private long MissedThroughOf(Past past) =>
        past.IsGone && _anewAt != long.MinValue
            ? Math.Min(past.MissedThrough, Past.Ahead(_anewAt))
            : past.MissedThrough;

    /// <summary>Of one partition.</summary>
    private sealed class Past
    {
        private long? _reach;
        private long _least = long.MinValue;
        private int _arrival;

        public bool HasBegun { get; set; }

        public bool IsGone { get; set; }

        public long MissedThrough { get; set; }

        /// <summary>The next offset that is read again, up to <see cref="End"/>.</summary>
        public long Next { get; set; }

        public long End { get; set; }

        public ArrivalMark[] Arrivals { get; set; } = [];

        public void Begin(PartitionStart start, PartitionProgress read)
        {
            var ended = read.Earlier is [.., var last] ? last.EndedAt : long.MinValue;
            // Those of an earlier segment are of other messages.
            Arrivals = Array.FindAll(Arrivals, mark => mark.At > ended);
            _least = Math.Max(
                Ahead(ended),
                Ahead(
                    Arrivals
                        .Where(mark => mark.From < start.From)
                        .Select(mark => mark.At)
                        .DefaultIfEmpty(long.MinValue)
                        .Max()
                )
            );
            _reach = start.From <= read.Start ? long.MinValue : Ahead(start.OlderThan);
            (Next, End) = (start.From, start.Offset);
            Reach(Next);
        }

        public void Pass(long offset, MessageTime time, long? arrived)
        {
            if (
                _reach is null
                && TimeJudge.ReferenceOf(time, arrived ?? long.MaxValue / 2)
                    is { IsArrival: false } reference
            )
            {
                // Those before it, which are not read again, came before it.
                _reach = Ahead(reference.Time);
            }

            Reach(offset + 1);
        }

        public void Lose(long to)
        {
            // Nobody knows how old they were: the first message that is there tells.
            _reach = null;
            Reach(to);
        }

        public void Reach(long end)
        {
            Next = Math.Max(Next, end);
            if (Next == End && _reach is { } reach)
            {
                MissedThrough = Math.Min(MissedThrough, Math.Max(reach, _least));
            }
        }

        public long? ArrivalOf(long offset)
        {
            while (_arrival < Arrivals.Length && Arrivals[_arrival].Until <= offset)
            {
                _arrival++;
            }

            return _arrival < Arrivals.Length && Arrivals[_arrival].From <= offset
                ? Arrivals[_arrival].At
                : null;
        }

        /// <summary>How far ahead clicks of a message of a time may be.</summary>
        private static long? Ahead(long? time) => time is { } known ? Ahead(known) : null;

        public static long Ahead(long time) =>
            time == long.MinValue ? time : time + TimeJudge.MaxAhead;
    }
}
