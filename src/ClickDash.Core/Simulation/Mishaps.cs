namespace ClickDash.Core.Simulation;

/// <summary>What goes wrong on a click's way to Kafka: it comes late, or twice. The same seed gives the same. Belongs to one thread.</summary>
/// <param name="seed">Equal seeds give equal mishaps.</param>
public sealed class Mishaps(long seed)
{
    private SplitMix _random = new(seed);

    /// <summary>The share of clicks that come late, 0 to 1.</summary>
    public double Late { get; init; }

    /// <summary>How late they come at most; at least half of it.</summary>
    public TimeSpan LateBy { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The share of clicks that come twice, 0 to 1.</summary>
    public double Duplicates { get; init; }

    /// <summary>When a click that comes now happened, epoch milliseconds.</summary>
    public long Happened(long now)
    {
        if (!_random.Chance(Late))
        {
            return now;
        }

        var half = (int)(LateBy.TotalMilliseconds / 2);
        return now - half - _random.Next(half + 1);
    }

    /// <summary>Whether the click comes once more.</summary>
    public bool ComesTwice() => _random.Chance(Duplicates);
}
