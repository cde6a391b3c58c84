using System.Runtime.InteropServices;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// What pictures are read from: the counts by time of one set of clicks, who made them, and sums and columns of them that follow
/// the counts for as long as somebody reads them. Views of the same window, or of the same window and split, share theirs.
/// </summary>
internal sealed class Rings
{
    private readonly Followers<int, WindowSums> _windows;
    private readonly Followers<int, PeakSecond> _peaks;
    private readonly Followers<long, TotalColumn> _totals;
    private readonly Followers<(int Window, Dimension Split), ValueSums> _values;
    private readonly Followers<(long Step, Dimension Split), ValueColumns> _columns;
    private readonly Followers<Dimension, MoverReader> _movers;
    private readonly ValueTimes?[] _times = new ValueTimes?[Dimensions.Count];
    private readonly Dictionary<int, (TickFacts Facts, WindowPicture Picture)> _pictures = [];

    public Rings(Rollup seconds, Rollup? tenSeconds, TimeSpan sessionGap)
    {
        (Seconds, TenSeconds, Users) = (seconds, tenSeconds, new ActiveUsers(sessionGap));
        _windows = new(Of, window => new(Of(window), Buckets(window)));
        _peaks = new(_ => Seconds, _ => new(Seconds));
        _totals = new(At, step => new(At(step)));
        _values = new(
            key => Of(key.Window),
            key => new(Of(key.Window), key.Split, Buckets(key.Window), Buckets(key.Window))
        );
        _columns = new(key => At(key.Step), key => new(At(key.Step), key.Split));
        _movers = new(_ => Seconds, split => new(Seconds, split));
    }

    public Rollup Seconds { get; }

    public Rollup? TenSeconds { get; }

    public ActiveUsers Users { get; set; }

    /// <summary>Adds what happened in a second.</summary>
    public void Merge(long second, Bucket bucket)
    {
        _pictures.Clear();
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            if (bucket.Counts[dimension] is { Count: > 0 } table)
            {
                (_times[(int)dimension] ??= new()).Add(second, table);
            }
        }

        Seconds.Merge(second, bucket);
        TenSeconds?.Merge(second, bucket);
    }

    /// <summary>Forgets what is after a second: now went back.</summary>
    public void ForgetAfter(long second)
    {
        _pictures.Clear();
        Seconds.ForgetAfter(second);
        TenSeconds?.ForgetAfter(second);
    }

    /// <summary>What was counted of some values is <c>(other)</c> from now on: they lost their names, and others get their numbers.</summary>
    public void Evict(Dimension dimension, IEnumerable<int> ids)
    {
        if (_times[(int)dimension] is not { } times)
        {
            return;
        }

        _pictures.Clear();
        foreach (var id in ids)
        {
            var (first, last) = times.Take(id);
            if (first <= last)
            {
                Seconds.MoveToOther(dimension, id, first, last);
                TenSeconds?.MoveToOther(dimension, id, first, last);
            }
        }

        foreach (var sums in _values.All)
        {
            sums.Ranking.ForgetNames();
        }
    }

    /// <summary>The sums of a window that are not by value.</summary>
    public WindowSums Sums(ViewSpan span)
    {
        var sums = _windows.Get(span.View.Window, span.Now);
        sums.MoveTo(span.Last);
        return sums;
    }

    /// <summary>What the pictures of a window have in common; the same for the same facts.</summary>
    public WindowPicture Picture(ViewSpan span)
    {
        ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _pictures,
            span.View.Window,
            out _
        );
        if (!ReferenceEquals(kept.Facts, span.Facts))
        {
            var totals = _totals.Get(span.View.Step, span.Now).Read(span.Before, span.Last);
            var peak = _peaks.Get(span.View.Window, span.Now);
            kept = (span.Facts, new WindowPicture(span, Sums(span), peak, totals));
        }

        return kept.Picture;
    }

    /// <summary>The values of a view's split with the most clicks in its window.</summary>
    public Ranking Ranking(ViewSpan span)
    {
        var sums = _values.Get((span.View.Window, span.View.Split), span.Now);
        sums.MoveTo(span.Last);
        return sums.Ranking;
    }

    /// <summary>The counts by bucket of values of a view's split.</summary>
    public ValueColumns Columns(ViewSpan span)
    {
        var columns = _columns.Get((span.View.Step, span.View.Split), span.Now);
        columns.Cover(span.Before, span.Last, span.Now);
        return columns;
    }

    /// <summary>The values of a view's split that cause a jump.</summary>
    public MoverReader Movers(ViewSpan span) => _movers.Get(span.View.Split, span.Now);

    private Rollup At(long step) => step == 1000 ? Seconds : TenSeconds!;

    private static int Buckets(int window) => View.Default.Over(window).Buckets;

    private Rollup Of(int window) => At(View.Default.Over(window).Step);
}
