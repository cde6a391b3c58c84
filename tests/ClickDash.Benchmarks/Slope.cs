namespace ClickDash.Benchmarks;

/// <summary>How fast a measured value rises.</summary>
internal static class Slope
{
    /// <summary>The slope of the straight line with the least squares; 0 of fewer than two points.</summary>
    public static double Of(IReadOnlyCollection<(double X, double Y)> points)
    {
        if (points.Count < 2)
        {
            return 0;
        }

        var (x, y) = (points.Average(one => one.X), points.Average(one => one.Y));
        return points.Sum(one => (one.X - x) * (one.Y - y))
            / points.Sum(one => (one.X - x) * (one.X - x));
    }
}
