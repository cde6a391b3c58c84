using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// Owns everything live. Clicks come in through <see cref="Intake"/>; what it took is folded into the rings once a tick, and
/// pictures are read from these. So a click costs one small table, and the tick pays for the rest, beside the thread that
/// reads. Not thread-safe: its owner takes one lock round this, another round the intake.
/// </summary>
public sealed class LiveWindow
{
    /// <summary>How far back counts are kept by the second or by ten: the longest window and the one before it.</summary>
    public const int LiveSeconds = 2 * 3600 + 10;

    // What a clock may be wrong by before its clicks are kept from the rings, whose slots they would take from the present.
    internal const int MostFutureSeconds = 60;

    // A finished bucket of ten seconds keeps this many values of a dimension and the rest as (other).
    private const int MostCoarseValues = 1000;

    private const int SecondsAMinute = 60;
    private const int SecondsAnHour = 3600;

    private const int MostGapSeconds = 48 * 3600;

    private readonly long _lateness;
    private readonly ClickLog _log;
    private readonly Dictionary<int, TickFacts> _facts = [];
    private readonly LiveOptions _options;
    private Gap[] _gaps = [];
    private Rings _rings;
    private PendingWrites? _pending;
    private Tally _last;
    private long _now;
    private UserScan _users;
    private LogExtent _seen = LogExtent.Empty;
    private long _letGo = long.MinValue;
    private long _unknownThrough = long.MinValue;
    private LogExtent _feed = LogExtent.Empty;
    private long _since = long.MinValue;

    /// <param name="options">Its settings.</param>
    /// <param name="now">The moment it starts at, in epoch milliseconds.</param>
    public LiveWindow(LiveOptions options, long now)
    {
        (_now, _options) = (now, options);
        _lateness = (long)options.AllowedLateness.TotalMilliseconds;
        _log = new ClickLog(options.ClickLogSize);
        _rings = NewRings(options);
        _users = new UserScan(_log, ClickLog.First, _rings.Users);
        Intake = new ClickIntake(options, now, new ValueTables(options, () => _log.Next), _log);
        _last = Intake.Cut(now);
    }

    /// <summary>Where clicks come in.</summary>
    public ClickIntake Intake { get; }

    /// <summary>
    /// The first second that is stored by the second. Its minute's seconds are all kept, so that history's minutes end where its seconds begin.
    /// </summary>
    /// <param name="now">Epoch milliseconds.</param>
    /// <returns>Epoch seconds, at the beginning of a minute.</returns>
    public static long OldestStored(long now) =>
        (now / 1000 - LiveSeconds) / SecondsAMinute * SecondsAMinute;

    /// <summary>Folds what was taken in up to now. Pictures are taken after this.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public void Advance(long now) => Fold(Intake.Cut(now));

    /// <summary>Folds what the intake handed over.</summary>
    public void Fold(Tally tally)
    {
        // A feed that changed with every tick could not be read, and would be a part of every frame.
        _feed = tally.Now / 1000 == _last.Now / 1000 ? _feed : tally.Log;
        _last = tally;
        _facts.Clear();
        // Back too, where now follows brokers whose clock is behind: what is live there must not seem past.
        var wentBack = WentBack(_now, tally.Now);
        _now = tally.Now;
        var newest = _now / 1000 + MostFutureSeconds;
        if (wentBack)
        {
            _rings.ForgetAfter(newest);
        }

        foreach (var evicted in tally.Evictions)
        {
            _rings.Evict(evicted.Dimension, evicted.Ids);
        }

        Func<Dimension, int, string> name = (dimension, id) => tally.Names[(int)dimension].Name(id);
        foreach (var bucket in tally.Buckets)
        {
            if (bucket.Index >= _since && bucket.Index <= newest)
            {
                _rings.Merge(bucket.Index, bucket);
            }

            _pending?.Add(bucket, isLive: bucket.Index >= OldestStored(_now), name);
        }

        foreach (var gap in tally.Gaps)
        {
            AddGap(gap);
            _pending?.Add(gap);
        }

        SeeUsers(tally.Log, newest, wentBack);
        _rings.Users.Remember(_now / 1000);
        _rings.TenSeconds!.TrimBefore((_now - _lateness) / 1000);
    }

    /// <summary>Whether now went back so far that what was counted is of a future that clocks cannot be ahead by: it followed a wrong one.</summary>
    internal static bool WentBack(long from, long to) => to < from - MostFutureSeconds * 1000L;

    /// <summary>Hands over what was folded since the last time, to be stored, and keeps from now on what comes next.</summary>
    public PendingWrites TakePending()
    {
        var pending = _pending ?? new PendingWrites();
        _pending = new PendingWrites();
        return pending;
    }

    /// <summary>Begins afresh what pictures show, with the next second. What is handed over to be stored goes on as before.</summary>
    /// <returns>That second's beginning, in epoch milliseconds.</returns>
    public long BeginAnew() => BeginAnew(_now / 1000 + 1);

    /// <summary>The same from a second on that has passed: what was counted before it is not put back.</summary>
    /// <returns>That second, in epoch milliseconds.</returns>
    public long BeginAnew(long second)
    {
        _since = second;
        _rings = NewRings(_options);
        _users = new UserScan(_log, _last.Log.End, _rings.Users);
        _facts.Clear();
        AddGap(new Gap(0, _since * 1000, "before_lesson"));
        return _since * 1000;
    }

    /// <summary>Puts back what an earlier run counted, before anything is taken in.</summary>
    /// <param name="seconds">Buckets whose index is their second, in order of time; their values have numbers of their own.</param>
    /// <param name="name">The value that such a number stands for.</param>
    /// <param name="hours">What was counted by the hour before them, of the same numbers: what values had then helps them to keep their names.</param>
    public void Restore(
        IReadOnlyList<Bucket> seconds,
        Func<Dimension, int, string> name,
        IReadOnlyList<Bucket>? hours = null
    )
    {
        _facts.Clear();
        foreach (var second in Intake.Restore(seconds, name, hours ?? []))
        {
            if (second.Index >= _since && second.Index <= _now / 1000 + MostFutureSeconds)
            {
                _rings.Merge(second.Index, second);
            }
        }
    }

    /// <summary>Puts back when and why nothing could be counted in an earlier run.</summary>
    public void Restore(Gap gap) => AddGap(gap);

    /// <summary>Whether all users of the last hour are told apart, as of the last fold; else their numbers are estimates.</summary>
    public bool AreUsersExact => _rings.Users.IsExact;

    /// <summary>How many clicks of a dimension have no name for want of room, as of the last fold.</summary>
    public UnnamedClicks Unnamed(Dimension dimension)
    {
        var (key, last) = (CountTable.Key(dimension, ValueTable.Other), _now / 1000);
        var lastHour = 0L;
        for (var second = last - SecondsAnHour + 1; second <= last; second++)
        {
            lastHour += _rings.Seconds[second]?.Counts.Get(key) ?? 0;
        }

        return new UnnamedClicks(_last.Unnamed[(int)dimension], lastHour);
    }

    /// <summary>The whole picture of a view without filters, as of the last fold.</summary>
    public Snapshot Take(View view, Stamp stamp) => Read(view, stamp).ToSnapshot();

    /// <summary>The picture of a view without filters, as of the last fold.</summary>
    public Picture Read(View view, Stamp stamp)
    {
        var names = _last.Names[(int)view.Split];
        var picture = ViewReader.Read(view, _rings, names, Facts(view, stamp));
        return view.Feed == 0
            ? picture
            : picture with
            {
                Feed = FeedReader.Read(_log, _feed, _last.Names, [], view.Feed),
            };
    }

    /// <summary>A fold of the clicks that pass a view's filters, which reads beside the window's owner.</summary>
    public FilteredView Filter(View view) => new(view, _log, _options.SessionGap);

    /// <summary>What a picture of a view takes from the window besides counts, as of the last fold.</summary>
    public TickFacts Facts(View view, Stamp stamp)
    {
        if (!_facts.TryGetValue(view.Window, out var facts) || facts.Stamp != stamp)
        {
            // A second without a click that was read is no second without clicks until all is read.
            Gap[] gaps = stamp.UnreadSince is { } since
                ? [.. _gaps, new Gap(since, stamp.Now, "not_read")]
                : _gaps;
            facts = new TickFacts(stamp, _last.SettlingTime, _last.Delays, Dropped: 0, gaps)
            {
                Feed = _feed,
                Log = _last.Log,
                Names = _last.Names,
            };
            var sums = _rings.Sums(new ViewSpan(view, _rings, facts));
            _facts[view.Window] = facts = facts with { Dropped = sums.Now.Dropped };
        }

        return facts.Gaps.All(gap => view.MayShow(gap.Topic))
            ? facts
            : facts with
            {
                Gaps = [.. facts.Gaps.Where(gap => view.MayShow(gap.Topic))],
            };
    }

    /// <summary>
    /// A second each for an hour: every window up to 15 minutes and the one before it, and peaks; ten seconds each for two
    /// hours: the window of an hour and the one before it.
    /// </summary>
    private static Rings NewRings(LiveOptions options) =>
        new(
            new Rollup(1, 3600 + MostFutureSeconds),
            new Rollup(10, (LiveSeconds + MostFutureSeconds) / 10, MostCoarseValues),
            options.SessionGap
        );

    private void AddGap(Gap gap)
    {
        _gaps = Gap.Joined(_gaps.Where(old => old.To >= _now - MostGapSeconds * 1000L).Append(gap));
        _facts.Clear();
    }

    private void SeeUsers(LogExtent log, long newest, bool anew)
    {
        _users.Read(log, _since, newest, _pending);
        var isAnother = log.PastEnd != _seen.PastEnd || anew;
        if (isAnother)
        {
            // What an earlier run counted is there, or now went back: all once more, in order of time. It was stored with its counts.
            _letGo = _log.LostThrough(log, _ => false);
            _users = new UserScan(_log, _log.Oldest(log), new ActiveUsers(_options.SessionGap));
            _users.Read(log, _since, newest);
            _rings.Users = _users.Users;
        }

        if (isAnother || !ReferenceEquals(log.Absent, _seen.Absent))
        {
            // Users of clicks that an earlier run counted and nobody reads again are not known.
            _unknownThrough = log
                .Absent.Where(absence => absence.Topic is not null)
                .Aggregate(_letGo, (most, one) => Math.Max(most, one.Through / 1000));
        }

        _seen = log;
        _rings.Users.UnknownThrough = _unknownThrough >= _since ? _unknownThrough : long.MinValue;
    }
}
