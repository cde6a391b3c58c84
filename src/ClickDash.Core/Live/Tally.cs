using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>What was taken between two ticks: a small table a second, and what else belongs to that moment.</summary>
public sealed class Tally
{
    // What is older than the live seconds is kept by the minute, as the store keeps it: a catch-up of a year in one tick
    // must not take a table a second.
    private const int MinuteSeconds = 60;

    private readonly Dictionary<long, Bucket> _buckets = [];
    private readonly Stack<Bucket> _spare = [];
    private Bucket? _last;
    private long _oldestLive;

    /// <summary>The moment it was handed over, in epoch milliseconds.</summary>
    public long Now { get; private set; }

    /// <summary>How long after its end a second is kept open, in milliseconds.</summary>
    public long SettlingTime { get; private set; }

    /// <summary>The delays of the clicks that came lately.</summary>
    public Delays Delays { get; private set; }

    /// <summary>The names of all dimensions' values then, by dimension.</summary>
    public IReadOnlyList<ValueNames> Names { get; internal set; } = [];

    /// <summary>Which values lost their names before it; to be applied before its counts.</summary>
    public IReadOnlyList<Eviction> Evictions { get; internal set; } = [];

    /// <summary>How many clicks had no name for want of room, by dimension, since counting began.</summary>
    public IReadOnlyList<long> Unnamed { get; internal set; } = [];

    /// <summary>What there was in the log then.</summary>
    internal LogExtent Log { get; private set; }

    /// <summary>The tables, whose index is a second; of what is older than the live seconds the first one of its minute.</summary>
    internal IEnumerable<Bucket> Buckets => _buckets.Values;

    /// <summary>When and why nothing could be counted.</summary>
    internal List<Gap> Gaps { get; } = [];

    /// <summary>The table of a second.</summary>
    internal Bucket At(long second)
    {
        if (_last is { } last && last.Index == second)
        {
            return last;
        }

        if (second < _oldestLive)
        {
            second -= second % MinuteSeconds;
        }

        if (!_buckets.TryGetValue(second, out var bucket))
        {
            bucket = _spare.TryPop(out var spare) ? spare : new Bucket();
            bucket.Reset(second);
            _buckets.Add(second, bucket);
        }

        return _last = bucket;
    }

    /// <summary>Empties it for what comes next.</summary>
    internal void Begin(long now)
    {
        foreach (var bucket in _buckets.Values)
        {
            // More than the live seconds there never are at a time; a long catch-up's tables need not stay.
            if (_spare.Count < LiveWindow.LiveSeconds)
            {
                _spare.Push(bucket);
            }
        }

        _buckets.Clear();
        Gaps.Clear();
        _last = null;
        _oldestLive = now / 1000 - LiveWindow.LiveSeconds;
    }

    internal void End(long now, LogExtent log, long settlingTime, Delays delays) =>
        (Now, Log, SettlingTime, Delays) = (now, log, settlingTime, delays);
}
