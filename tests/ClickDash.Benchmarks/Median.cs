namespace ClickDash.Benchmarks;

/// <summary>The middle of what several rounds gave.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
