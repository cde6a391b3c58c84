using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// Finds the values that cause a jump: their last five closed seconds against their own minute before, in standard
/// deviations of that minute's blocks of five seconds.
/// </summary>
internal sealed class MoverReader(Rollup seconds, Dimension split)
    : ValueSums(seconds, split, RecentSeconds, Blocks * RecentSeconds)
{
    private const int RecentSeconds = 5;
    private const int Blocks = 12;
    private const int Most = 5;

    // Chance alone passes three standard deviations once in 370 times; a handful of clicks is no news either way.
    private const double LeastScore = 3;
    private const long LeastChange = 5;

    private readonly Rollup _seconds = seconds;
    private Mover[] _movers = [];
    private (int Version, long Open)? _read;

    /// <summary>The largest movers, the one with the largest share first; none while the minute is not known whole.</summary>
    public Mover[] Read(ViewSpan span, ValueNames values)
    {
        var open = span.OpenSecond;
        if (span.IsBroken((open - (Blocks + 1) * RecentSeconds) * 1000, open * 1000))
        {
            return [];
        }

        MoveTo(open - 1);
        if (_read != (Version, open))
        {
            _movers = Find(open - (Blocks + 1) * RecentSeconds, values);
            _read = (Version, open);
        }

        return _movers;
    }

    private Mover[] Find(long past, ValueNames values)
    {
        var recentSums = Now;
        var pastSums = Before;
        var movement = 0.0;
        var largest = new PriorityQueue<int, double>();
        for (var id = 0; id < recentSums.Length; id++)
        {
            if ((recentSums[id] | pastSums[id]) == 0)
            {
                continue;
            }

            var change = Math.Abs(recentSums[id] - (double)pastSums[id] / Blocks);
            movement += change;
            if (change >= LeastChange)
            {
                largest.Enqueue(id, change);
                if (largest.Count > Most)
                {
                    largest.Dequeue();
                }
            }
        }

        var movers = new List<Mover>(largest.Count);
        while (largest.TryDequeue(out var id, out _))
        {
            var usual = (double)pastSums[id] / Blocks;
            var change = recentSums[id] - usual;
            var score = change / Deviation(id, usual, past);
            if (Math.Abs(score) >= LeastScore)
            {
                movers.Add(
                    new Mover(
                        values.Name(id),
                        Math.Round((double)recentSums[id] / RecentSeconds, 1),
                        Math.Round(usual / RecentSeconds, 1),
                        Math.Round(change / movement, 2),
                        Math.Round(score, 1)
                    )
                );
            }
        }

        movers.Reverse();
        return [.. movers];
    }

    /// <summary>The standard deviation of the past blocks, at least that of clicks that come by chance (Poisson).</summary>
    private double Deviation(int id, double mean, long past)
    {
        var squares = 0.0;
        for (var block = 0; block < Blocks; block++)
        {
            var clicks = 0L;
            for (var i = 0; i < RecentSeconds; i++)
            {
                clicks += _seconds[past + block * RecentSeconds + i]?.Count(Dimension, id) ?? 0;
            }

            squares += (clicks - mean) * (clicks - mean);
        }

        return Math.Sqrt(Math.Max(Math.Max(squares / (Blocks - 1), mean), 1));
    }
}
