using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// Finds the values that cause a jump: their last five closed seconds against their own minute before, in standard
/// deviations of that minute's blocks of five seconds.
/// </summary>
internal sealed class MoverReader(ViewSpan span, ValueNames values)
{
    private const int RecentSeconds = 5;
    private const int Blocks = 12;
    private const int Most = 5;

    // Chance alone passes three standard deviations once in 370 times; a handful of clicks is no news either way.
    private const double LeastScore = 3;
    private const long LeastChange = 5;

    private readonly Rollup _seconds = span.Rings.Seconds;

    private long Recent => span.OpenSecond - RecentSeconds;

    private long Past => Recent - Blocks * RecentSeconds;

    /// <summary>The largest movers, the one with the largest share first; none while the minute is not known whole.</summary>
    public Mover[] Read()
    {
        if (span.IsBroken(Past * 1000, span.OpenSecond * 1000))
        {
            return [];
        }

        var split = span.View.Split;
        using var recent = new ValueSums(
            _seconds,
            Recent,
            span.OpenSecond - 1,
            split,
            values.Count
        );
        using var past = new ValueSums(_seconds, Past, Recent - 1, split, values.Count);
        var movement = 0.0;
        var largest = new PriorityQueue<int, double>();
        for (var id = 0; id < recent.All.Length; id++)
        {
            var change = Math.Abs(recent.All[id] - (double)past.All[id] / Blocks);
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
            var usual = (double)past.All[id] / Blocks;
            var change = recent.All[id] - usual;
            var score = change / Deviation(id, usual);
            if (Math.Abs(score) >= LeastScore)
            {
                movers.Add(
                    new Mover(
                        values.Name(id),
                        Math.Round((double)recent.All[id] / RecentSeconds, 1),
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
    private double Deviation(int id, double mean)
    {
        var key = CountTable.Key(span.View.Split, id);
        var squares = 0.0;
        for (var block = 0; block < Blocks; block++)
        {
            var clicks = 0L;
            for (var i = 0; i < RecentSeconds; i++)
            {
                clicks += _seconds[Past + block * RecentSeconds + i]?.Counts.Get(key) ?? 0;
            }

            squares += (clicks - mean) * (clicks - mean);
        }

        return Math.Sqrt(Math.Max(Math.Max(squares / (Blocks - 1), mean), 1));
    }
}
