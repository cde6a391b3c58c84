using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>
/// How lively each value of one dimension is, by its number: its clicks since it was admitted against all clicks since then,
/// and its clicks lately, of which older ones weigh half as much every minute (forward decay: Cormode, Shkapenyuk,
/// Srivastava, Xu 2009). Weights are those of clicks.
/// </summary>
internal sealed class Liveliness
{
    private const double HalfLifeSeconds = 60;

    // Beyond this exponent of two all that was gathered is scaled down: far from what a double holds.
    private const double MostExponent = 500;

    private readonly List<int> _fresh = [];
    private Life[] _lives = new Life[64];
    private double _factor = 1;
    private double _scale = 1;
    private long _base;
    private long _now;

    /// <summary>All clicks observed.</summary>
    public long Total { get; private set; }

    /// <summary>Begins to observe a value: what came before is not its own.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="lately">How many clicks of it were seen lately, before it was admitted.</param>
    /// <param name="isBetween">Whether it is admitted between two observations, so that its first clicks are among the next.</param>
    public void Begin(int id, long lately, bool isBetween)
    {
        if (id >= _lives.Length)
        {
            Array.Resize(ref _lives, Math.Max(id + 1, _lives.Length * 2));
        }

        _lives[id] = new Life
        {
            Before = Total,
            Lately = lately * _factor,
            SeenAt = _now,
        };
        if (isBetween)
        {
            _fresh.Add(id);
        }
    }

    /// <summary>Moves on to a moment in epoch milliseconds, before clicks up to then are observed.</summary>
    public void MoveTo(long now)
    {
        _base = _base == 0 ? now : _base;
        _now = now;
        var exponent = (_now - _base) / 1000.0 / HalfLifeSeconds;
        if (exponent > MostExponent)
        {
            foreach (ref var life in _lives.AsSpan())
            {
                life.Lately *= Math.Pow(2, -exponent);
            }

            (_base, exponent) = (_now, 0);
        }

        (_factor, _scale) = (Math.Pow(2, exponent), Math.Pow(2, -exponent));
    }

    /// <summary>Observes clicks of a value.</summary>
    public void Observe(int id, long clicks)
    {
        ref var life = ref _lives[id];
        life.Clicks += clicks;
        life.Lately += clicks * _factor;
        life.SeenAt = _now;
    }

    /// <summary>Ends an observation.</summary>
    /// <param name="clicks">How many clicks it was of, whatever their values.</param>
    public void End(long clicks)
    {
        Total += clicks;
        foreach (var id in _fresh)
        {
            // How many came before its own is not known: as if none had come after, which is never to its loss.
            _lives[id].Before = Total;
        }

        _fresh.Clear();
    }

    /// <summary>When a value was seen last, in epoch milliseconds.</summary>
    public long SeenAt(int id) => _lives[id].SeenAt;

    /// <summary>A value's clicks lately, where the newest count as one each.</summary>
    public double Lately(int id) => _lives[id].Lately * _scale;

    /// <summary>A value's clicks a second, lately.</summary>
    public double Rate(int id) => Lately(id) * Math.Log(2) / HalfLifeSeconds;

    /// <summary>Whether a value has a share of all clicks since it was admitted; true where none has come.</summary>
    public bool HasShare(int id, double share) =>
        _lives[id].Clicks >= share * (Total - _lives[id].Before);

    /// <summary>A value's share of all clicks since it was admitted; 1 where none has come.</summary>
    public double Share(int id) =>
        Total > _lives[id].Before ? (double)_lives[id].Clicks / (Total - _lives[id].Before) : 1;

    [StructLayout(LayoutKind.Auto)]
    private struct Life
    {
        public long Clicks;
        public long Before;
        public double Lately;
        public long SeenAt;
    }
}
