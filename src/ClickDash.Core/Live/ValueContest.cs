using System.Text;

namespace ClickDash.Core.Live;

/// <summary>
/// Who is named in a table that is full. What was not seen for as long as counts are live makes room first. Then, once a second,
/// values that found no room contest the places of the least lively ones:
/// <list type="bullet">
/// <item>One that has the guaranteed share of the clicks of these two seconds always gets in.</item>
/// <item>Others must have come twice, at twice the rate of the one whose place they take; at most a hundredth of all places a second.</item>
/// <item>Nobody loses a place while pinned, nor while it has the guaranteed share of the clicks since its own admission, unless
/// there is no other place; then who has the smallest share does.</item>
/// </list>
/// </summary>
internal sealed class ValueContest
{
    /// <summary>How often places are contested, in milliseconds.</summary>
    public const long Every = 1000;

    /// <summary>How long a value that is not seen may be a part of live counts, in milliseconds.</summary>
    public const long LiveMilliseconds =
        (LiveWindow.LiveSeconds + LiveWindow.MostFutureSeconds + 10) * 1000L;

    // Whoever reaches the guaranteed share within a period or between two of them is in after two at most.
    private const long PeriodMilliseconds = 2000;

    // Counters may be too low by one part in N, an eighth of the guaranteed share; the rest is room for chance.
    private const double SureShare = 0.75;
    private const long LeastClicks = 2;
    private const double LeastAdvantage = 2;
    private const long SweepEvery = 10_000;

    private static readonly IReadOnlySet<int> Nothing = new HashSet<int>();

    private readonly ValueTable _table;
    private readonly int _most;
    private readonly Liveliness _liveliness = new();
    private readonly Candidates _candidates;
    private readonly ValuePins _pins;
    private readonly List<int> _evicted = [];
    private long _agedAt;
    private long _sweptAt;
    private long _periodSince;
    private long _totalAtPeriod;

    public ValueContest(ValueTable table, int most)
    {
        (_table, _most) = (table, most);
        _candidates = new Candidates(most);
        _pins = new ValuePins(Math.Max(1, most / 10));
    }

    /// <summary>The share from which on a value is named for sure: a thousandth, or eight in as many as are named.</summary>
    public static double GuaranteedShare(int most) => Math.Max(0.001, 8.0 / most);

    public Liveliness Liveliness => _liveliness;

    public ValuePins Pins => _pins;

    /// <summary>A value was named at its first click.</summary>
    public void Begin(int id) => _liveliness.Begin(id, lately: 0, isBetween: true);

    /// <summary>A value found no room.</summary>
    public void Miss(ulong hash, ReadOnlySpan<byte> text, long clicks) =>
        _candidates.Add(hash, text, clicks);

    /// <summary>Makes room, and gives it; between two deltas.</summary>
    /// <param name="now">Epoch milliseconds, up to which clicks were observed.</param>
    /// <returns>The numbers whose value was evicted.</returns>
    public IReadOnlySet<int> Age(long now)
    {
        _evicted.Clear();
        if (_pins.Waiting.Count > 0 && !_pins.IsFull)
        {
            AdmitPinned();
        }

        if (_agedAt == 0)
        {
            (_agedAt, _periodSince) = (now, now);
        }

        if (now - _agedAt >= Every || now < _agedAt)
        {
            _agedAt = now;
            Sweep(now);
            if (_candidates.Count > 0 && _table.Free == 0)
            {
                Compete(now);
            }

            if (now - _periodSince >= PeriodMilliseconds || now < _periodSince)
            {
                _candidates.Clear();
                (_periodSince, _totalAtPeriod) = (now, _liveliness.Total);
            }
        }

        return _evicted.Count == 0 ? Nothing : _evicted.ToHashSet();
    }

    /// <summary>Evicts what was not seen while counts were live, once half of all places are taken.</summary>
    private void Sweep(long now)
    {
        if (_table.Free > _most / 2 || (_table.Free > 0 && now - _sweptAt < SweepEvery))
        {
            return;
        }

        _sweptAt = now;
        for (var id = ValueTable.Other + 1; id < _table.Count; id++)
        {
            if (
                _table.IsNamed(id)
                && !_pins.Has(id)
                && _liveliness.SeenAt(id) < now - LiveMilliseconds
            )
            {
                Evict(id);
            }
        }
    }

    private void AdmitPinned()
    {
        foreach (var text in _pins.Waiting.ToArray())
        {
            if (_pins.IsFull)
            {
                return;
            }

            var bytes = Encoding.UTF8.GetBytes(text);
            var id = _table.Find(bytes);
            if (id < 0)
            {
                if (_table.Free == 0)
                {
                    if (!Weakest(1).TryPop(out var place))
                    {
                        return;
                    }

                    Evict(place.Id);
                }

                id = Admit(_table.HashOf(bytes), bytes, lately: 0);
            }

            _pins.Put(text, id);
        }
    }

    private void Compete(long now)
    {
        var clicks = _liveliness.Total - _totalAtPeriod;
        var seconds = Math.Max(now - _periodSince, Every) / 1000.0;
        var sure = SureShare * GuaranteedShare(_most) * clicks;
        var others = Math.Max(1, _most / 100);
        var strongest = Strongest(Math.Min(sure, LeastClicks));
        if (strongest.Count == 0)
        {
            return;
        }

        var places = Weakest(strongest.Count);
        foreach (var candidate in strongest)
        {
            var isSure = candidate.Clicks >= sure;
            if (
                !places.TryPeek(out var place)
                || !(isSure || others-- > 0 && IsStronger(candidate.Clicks / seconds, place))
            )
            {
                return;
            }

            places.Pop();
            Evict(place.Id);
            Admit(candidate.Hash, _candidates.Text(candidate), candidate.Clicks);
        }
    }

    private Stack<ValuePlace> Weakest(int most) =>
        ValuePlace.Weakest(_table, _liveliness, _pins, GuaranteedShare(_most), most);

    private bool IsStronger(double rate, ValuePlace place) =>
        !place.IsSafe && rate >= LeastAdvantage * _liveliness.Rate(place.Id);

    /// <summary>The candidates with the most clicks first, as far as they have so many and were not admitted since.</summary>
    private List<Candidates.Counter> Strongest(double least)
    {
        var strongest = new List<Candidates.Counter>();
        foreach (ref readonly var counter in _candidates.Counters)
        {
            if (counter.Clicks >= least && _table.Find(counter.Hash, _candidates.Text(counter)) < 0)
            {
                strongest.Add(counter);
            }
        }

        strongest.Sort((a, b) => b.Clicks.CompareTo(a.Clicks));
        return strongest;
    }

    private void Evict(int id)
    {
        _table.Evict(id);
        _evicted.Add(id);
    }

    private int Admit(ulong hash, ReadOnlySpan<byte> text, long lately)
    {
        var id = _table.Admit(hash, text);
        _liveliness.Begin(id, lately, isBetween: false);
        return id;
    }
}
