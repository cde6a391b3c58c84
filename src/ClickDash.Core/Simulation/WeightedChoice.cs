namespace ClickDash.Core.Simulation;

/// <summary>Draws an index by weight in constant time (Vose's alias method).</summary>
internal sealed class WeightedChoice
{
    private readonly double[] _keep;
    private readonly int[] _alias;

    /// <param name="weights">At least one; none negative; they need not sum to 1.</param>
    public WeightedChoice(IReadOnlyList<double> weights)
    {
        var count = weights.Count;
        var mean = weights.Sum() / count;
        _keep = new double[count];
        _alias = new int[count];
        var scaled = weights.Select(weight => weight / mean).ToArray();
        var small = new Stack<int>(Enumerable.Range(0, count).Where(i => scaled[i] < 1));
        var large = new Stack<int>(Enumerable.Range(0, count).Where(i => scaled[i] >= 1));
        while (small.Count > 0 && large.Count > 0)
        {
            var (less, more) = (small.Pop(), large.Pop());
            _keep[less] = scaled[less];
            _alias[less] = more;
            scaled[more] -= 1 - scaled[less];
            (scaled[more] < 1 ? small : large).Push(more);
        }

        // What is left is 1 but for rounding.
        foreach (var whole in small.Concat(large))
        {
            _keep[whole] = 1;
        }
    }

    /// <summary>An index, as often as its weight says.</summary>
    public int Draw(ref SplitMix random)
    {
        var index = random.Next(_keep.Length);
        return random.Chance(_keep[index]) ? index : _alias[index];
    }
}
