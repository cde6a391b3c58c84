namespace ClickDash.Core.Simulation;

/// <summary>
/// A small random generator (SplitMix64) whose sequence is fixed by its seed on every platform and runtime, which
/// <see cref="Random"/> does not promise.
/// </summary>
internal struct SplitMix(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        var bits = _state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>A whole number from 0 up to, not including, <paramref name="count"/>.</summary>
    public int Next(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>Whether an event of this probability happens.</summary>
    public bool Chance(double probability) => Fraction() < probability;

    /// <summary>The time to the next of events that happen independently, one in each unit of time on average (exponential).</summary>
    public double Gap() => -Math.Log(1 - Fraction());

    // From 0 to below 1.
    private double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));
}
