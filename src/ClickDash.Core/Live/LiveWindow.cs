using System.IO.Hashing;
using System.Text;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// Owns everything live. Clicks are recorded into small tables a second; <see cref="Advance"/> folds these into the rings,
/// so that a click costs one table and a tick pays for the rest. Not thread-safe: its owner takes one lock.
/// </summary>
public sealed class LiveWindow
{
    /// <summary>How far a click's own time may be ahead of its message's, in milliseconds: clocks differ, but not by more.</summary>
    public const long MostAhead = 10_000;

    // A catch-up may touch many seconds between two ticks; beyond this many tables it is cheaper to fold at once.
    private const int MostDeltas = 4096;

    // What a clock may be wrong by before its clicks are kept from the rings, whose slots they would take from the present.
    internal const int MostFutureSeconds = 60;

    private static readonly byte[][] StatusTexts =
    [
        .. Enumerable.Range(0, 600).Select(status => Encoding.UTF8.GetBytes($"{status}")),
    ];

    private readonly LiveOptions _options;
    private readonly long _lateness;
    private readonly ValueTable[] _values;
    private readonly int[] _statusIds = new int[600];
    private readonly ClickLog _log;
    private readonly Settling _settling = new();
    private readonly List<Gap> _gaps = [];
    private readonly Dictionary<long, Bucket> _deltas = [];
    private readonly Stack<Bucket> _spare = [];
    private Bucket? _delta;
    private long _now;

    /// <param name="options">Its settings.</param>
    /// <param name="now">The moment it starts at, in epoch milliseconds.</param>
    public LiveWindow(LiveOptions options, long now)
    {
        _options = options;
        _now = now;
        _lateness = (long)options.AllowedLateness.TotalMilliseconds;
        _values =
        [
            .. Enum.GetValues<Dimension>()
                .Select(dimension => new ValueTable(Most(dimension, options))),
        ];
        _log = new ClickLog(options.ClickLogSize);
        Array.Fill(_statusIds, -1);
    }

    /// <summary>What was read since counting began.</summary>
    public Counters Counters { get; } = new();

    /// <summary>How long after its end a second is kept open, in milliseconds.</summary>
    public long SettlingTime => _settling.Milliseconds;

    /// <summary>
    /// A second each for an hour: every window up to 15 minutes and the one before it, and peaks; ten seconds each for six
    /// hours: the window of an hour and the one before it.
    /// </summary>
    internal Rings Rings { get; } =
        new(new Rollup(1, 3600 + MostFutureSeconds), new Rollup(10, 2160, mostValues: 1000));

    /// <summary>A minute each for two days: what history shows where nothing is stored.</summary>
    internal Rollup Minutes { get; } = new(60, 2880, mostValues: 1000);

    /// <summary>The number of a value, which stays the same.</summary>
    public int Intern(Dimension dimension, string value) =>
        _values[(int)dimension].Intern(Encoding.UTF8.GetBytes(value));

    /// <summary>How many times a dimension's values found no room and became <c>(other)</c>.</summary>
    public long Overflow(Dimension dimension) => _values[(int)dimension].Overflow;

    /// <summary>Records one click. Allocates nothing once its values are known.</summary>
    /// <param name="click">The click.</param>
    /// <param name="messageTime">Its message's Kafka timestamp in epoch milliseconds, which judges the click's own time.</param>
    /// <param name="source">The number of its topic, from <see cref="Intern"/>.</param>
    public void Record(in Click click, long messageTime, int source)
    {
        var time = _options.BrokerTime ? messageTime : click.Time.Milliseconds ?? messageTime;
        var isRetimed =
            (click.Time.IsImplausible && !_options.BrokerTime) || time > messageTime + MostAhead;
        if (isRetimed)
        {
            time = messageTime;
        }
        else if (time < messageTime - _lateness)
        {
            Drop(DropReason.TooLate, messageTime);
            return;
        }

        _settling.Record(messageTime - time);
        var isLate = messageTime >= (time / 1000 + 1) * 1000 + _settling.Milliseconds;
        Counters.Clicks += click.Weight;
        Counters.Late += isLate ? 1 : 0;
        Counters.Retimed += isRetimed ? 1 : 0;
        Fold(
            time,
            new LoggedClick(
                time / 1000,
                _values[(int)Dimension.Page].Intern(click.Page),
                Intern(Dimension.Country, click.Country),
                Intern(Dimension.Referrer, click.Referrer),
                Intern(Dimension.Device, click.Device),
                StatusId(click.Status),
                source,
                UserHash(click.User),
                click.Weight,
                click.Status >= 400,
                isLate,
                isRetimed
            )
        );
    }

    /// <summary>Counts a message or click that is not counted otherwise.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="messageTime">When it came, in epoch milliseconds.</param>
    public void Drop(DropReason reason, long messageTime)
    {
        Counters.Drop(reason);
        Delta(messageTime).Dropped++;
    }

    /// <summary>Notes that nothing could be counted for a while.</summary>
    public void AddGap(Gap gap)
    {
        // A window shows a handful; what is older than the rings is dropped with them.
        _gaps.RemoveAll(old => old.To < _now - Minutes.StepSeconds * 2880_000L);
        _gaps.Add(gap);
    }

    /// <summary>Folds what was recorded into the rings, up to a moment. Pictures are taken after this.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public void Advance(long now)
    {
        _now = Math.Max(_now, now);
        FoldDeltas();
        _settling.Update(_now);
        var settled = (_now - _lateness) / 1000;
        Rings.TenSeconds.TrimBefore(settled);
        Minutes.TrimBefore(settled);
    }

    /// <summary>The picture of a view without filters, as of the last <see cref="Advance"/>.</summary>
    public Snapshot Take(View view, Stamp stamp) =>
        new ViewReader(view, Rings, _values[(int)view.Split], Facts(view, stamp)).Take();

    /// <summary>A fold of the clicks that pass a view's filters, which reads beside the window's owner.</summary>
    public FilteredView Filter(View view) => new(view, _log, _values);

    /// <summary>What a picture of a view takes from the window besides counts, as of the last <see cref="Advance"/>.</summary>
    public TickFacts Facts(View view, Stamp stamp)
    {
        var ring = Rings.At(view.Step);
        var last = stamp.Now / view.Step;
        var dropped = 0L;
        for (var index = last - view.Buckets + 1; index <= last; index++)
        {
            dropped += ring[index]?.Dropped ?? 0;
        }

        return new TickFacts(stamp, SettlingTime, dropped, [.. _gaps]);
    }

    private static int Most(Dimension dimension, LiveOptions options) =>
        dimension is Dimension.Page or Dimension.Referrer
            ? options.MaxValuesPerDimension
            : Math.Min(options.MaxValuesPerDimension, ClickLog.MostSmallValues);

    private void Fold(long time, in LoggedClick click)
    {
        var delta = Delta(time);
        var counts = delta.Counts;
        delta.Total += click.Weight;
        delta.Errors += click.IsError ? click.Weight : 0;
        delta.Late += click.IsLate ? 1 : 0;
        delta.Retimed += click.IsRetimed ? 1 : 0;
        counts.Add(CountTable.Key(Dimension.Page, click.Page), click.Weight);
        counts.Add(CountTable.Key(Dimension.Country, click.Country), click.Weight);
        counts.Add(CountTable.Key(Dimension.Referrer, click.Referrer), click.Weight);
        counts.Add(CountTable.Key(Dimension.Device, click.Device), click.Weight);
        counts.Add(CountTable.Key(Dimension.Status, click.Status), click.Weight);
        counts.Add(CountTable.Key(Dimension.Source, click.Source), click.Weight);
        _log.Append(click);
        if (click.User != 0 && click.Second <= _now / 1000 + MostFutureSeconds)
        {
            Rings.Users.See(click.User, click.Second);
        }
    }

    private int Intern(Dimension dimension, ReadOnlySpan<byte> text) =>
        _values[(int)dimension].Intern(Cut(text));

    /// <summary>A user's salted hash; 0 where there is none.</summary>
    private ulong UserHash(ReadOnlySpan<byte> user) =>
        user.IsEmpty ? 0 : Math.Max(1, XxHash3.HashToUInt64(user, _options.UserSalt));

    private int StatusId(int status)
    {
        if (status is < 100 or > 599)
        {
            return ValueTable.None;
        }

        ref var id = ref _statusIds[status];
        return id >= 0 ? id : id = _values[(int)Dimension.Status].Intern(StatusTexts[status]);
    }

    /// <summary>The text, or as much of it as is kept, without half a character at its end.</summary>
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text)
    {
        if (text.Length <= Limits.ValueBytes)
        {
            return text;
        }

        var length = Limits.ValueBytes;
        while ((text[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return text[..length];
    }

    private Bucket Delta(long time)
    {
        var second = time / 1000;
        if (_delta is { } last && last.Index == second)
        {
            return last;
        }

        if (!_deltas.TryGetValue(second, out var delta))
        {
            if (_deltas.Count >= MostDeltas)
            {
                FoldDeltas();
            }

            delta = _spare.TryPop(out var spare) ? spare : new Bucket();
            delta.Reset(second);
            _deltas.Add(second, delta);
        }

        return _delta = delta;
    }

    private void FoldDeltas()
    {
        foreach (var (second, delta) in _deltas)
        {
            if (second <= _now / 1000 + MostFutureSeconds)
            {
                Rings.Seconds.Merge(second, delta);
                Rings.TenSeconds.Merge(second, delta);
                Minutes.Merge(second, delta);
            }

            _spare.Push(delta);
        }

        _deltas.Clear();
        _delta = null;
    }
}
