using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>
/// Up to when rows of counts may still be replaced, by the times of messages alone. A row is too late once it is older than its
/// partition's newest message by the lateness; rows are evicted once they are that for every partition that holds them. One that was
/// read to its end and is silent while another goes on by a lateness is idle: it holds nothing, as a source in Flink's
/// <c>withIdleness</c>. What was evicted meanwhile is too late for it too.
/// </summary>
/// <param name="lateness">How much older than its partition's newest message a row's second may begin, in milliseconds.</param>
internal sealed class RowHorizon(long lateness)
{
    private readonly Dictionary<int, Place> _places = [];
    private long _newest = long.MinValue;
    private long _slowest;
    private long _idleAfter = long.MaxValue;

    /// <summary>The oldest second that a partition may still send; the least number there is while nothing was read.</summary>
    public long Since => _places.Count == 0 ? long.MinValue : OldestAt(_slowest);

    /// <summary>What a later run goes on from: by which time each partition's rows are judged, in epoch milliseconds.</summary>
    public IReadOnlyDictionary<int, long> Newest =>
        _places.ToDictionary(one => one.Key, one => JudgedBy(one.Value));

    /// <summary>A message came.</summary>
    /// <param name="partition">Its partition.</param>
    /// <param name="time">Its time as it was judged, in epoch milliseconds.</param>
    /// <returns>The oldest second that it may be about.</returns>
    public long Advance(int partition, long time)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _places,
            partition,
            out var isKnown
        );
        place ??= new Place { Newest = time, Floor = long.MinValue };
        var held = !isKnown || place.Newest == _slowest;
        if (IsIdle(place))
        {
            (place.Floor, held) = (Since, true);
        }

        place.Newest = Math.Max(place.Newest, time);
        place.EndedAt = null;
        _newest = Math.Max(_newest, time);
        if (held || _newest > _idleAfter)
        {
            Look();
        }

        return Math.Max(place.Floor, OldestAt(place.Newest));
    }

    /// <summary>A partition was read to its end.</summary>
    public void Reach(int partition)
    {
        if (_places.TryGetValue(partition, out var place))
        {
            place.EndedAt ??= _newest;
            _idleAfter = Math.Min(_idleAfter, place.EndedAt.Value + lateness);
        }
    }

    /// <summary>Only these partitions are there: others hold nothing.</summary>
    public void Keep(IReadOnlyCollection<int> partitions)
    {
        if (
            partitions.Count > 0
            && _places.Keys.Except(partitions).ToArray() is { Length: > 0 } gone
        )
        {
            Array.ForEach(gone, partition => _places.Remove(partition));
            Look();
        }
    }

    /// <summary>Goes on where an earlier run stopped.</summary>
    public void Restore(IReadOnlyDictionary<int, long> newest)
    {
        foreach (var (partition, time) in newest)
        {
            Advance(partition, time);
        }
    }

    private long JudgedBy(Place place)
    {
        var floor = IsIdle(place) ? Since : place.Floor;
        return floor == long.MinValue
            ? place.Newest
            : Math.Max(place.Newest, floor * 1000 + lateness);
    }

    private bool IsIdle(Place place) => place.EndedAt is { } ended && _newest - ended > lateness;

    private void Look()
    {
        (_slowest, _idleAfter) = (_newest, long.MaxValue);
        foreach (var place in _places.Values)
        {
            if (!IsIdle(place))
            {
                _slowest = Math.Min(_slowest, place.Newest);
                _idleAfter = Math.Min(_idleAfter, place.EndedAt + lateness ?? long.MaxValue);
            }
        }
    }

    /// <summary>The first second that a message of this time may be about.</summary>
    private long OldestAt(long time) => (time - lateness + 999) / 1000;

    private sealed class Place
    {
        public long Newest { get; set; }

        /// <summary>The newest message's time of all partitions when it was read to its end; null where it was not, or has sent since.</summary>
        public long? EndedAt { get; set; }

        /// <summary>The oldest second that was not evicted while it was idle.</summary>
        public long Floor { get; set; }
    }
}
