namespace ClickDash.Scenes.Values;

/// <summary>One line's newest measurements in order of their own time, and the sum of all there ever were.</summary>
internal sealed class ValueSeries(string name)
{
    // The most that a picture shows, and before it what means and windows reach back to.
    private const int Kept = ValuesRequest.MostLast * 4;

    private readonly List<Measurement> _newest = [];

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>How many measurements there were.</summary>
    public long Count { get; private set; }

    /// <summary>The sum of all.</summary>
    public double Total { get; private set; }

    /// <summary>Adds one at its place in time; one that is older than all that are kept is in the sum alone.</summary>
    public void Add(Measurement one)
    {
        Count++;
        Total += one.Value;
        var at = _newest.Count;
        while (at > 0 && _newest[at - 1].Created > one.Created)
        {
            at--;
        }

        if (at == 0 && _newest.Count >= Kept)
        {
            return;
        }

        _newest.Insert(at, one);
        // Twice as many before half are taken away: moving them all for each one would cost more.
        if (_newest.Count >= Kept * 2)
        {
            _newest.RemoveRange(0, Kept);
        }
    }

    /// <summary>Its part of a picture.</summary>
    public ValueLine Snapshot(ValuesRequest request)
    {
        var first = Math.Max(0, _newest.Count - request.Last);
        var points = new ValuePoint[_newest.Count - first];
        var total = Total;
        for (var i = points.Length - 1; i >= 0; i--)
        {
            var one = _newest[first + i];
            points[i] = new ValuePoint(
                one.Created,
                one.Arrived,
                one.Value,
                Round(total),
                Moving(first + i, request.Moving)
            );
            total -= one.Value;
        }

        return new ValueLine(
            name,
            Count,
            Round(Total),
            points.Length == 0 ? null : Round(points.Average(point => point.Value)),
            points.Length == 0 ? null : Array.IndexOf(points, points.MaxBy(point => point.Value)),
            points.Length == 0 ? null : Array.IndexOf(points, points.MinBy(point => point.Value)),
            points,
            points.Length == 0 ? [] : [.. Means(points[0].Created, request.Every * 1000L)]
        );
    }

    private double? Moving(int last, int of)
    {
        if (last + 1 < of)
        {
            return null;
        }

        var sum = 0.0;
        for (var i = last - of + 1; i <= last; i++)
        {
            sum += _newest[i].Value;
        }

        return Round(sum / of);
    }

    /// <summary>The mean of each window from the one that holds a moment on.</summary>
    private IEnumerable<WindowMean> Means(long from, long length) =>
        _newest
            .Where(one => one.Created >= Start(from, length))
            .GroupBy(one => Start(one.Created, length))
            .Select(window => new WindowMean(
                window.Key,
                Round(window.Average(one => one.Value)),
                window.Count()
            ));

    internal static long Start(long moment, long length) => moment - (moment % length);

    // Sums of decimal fractions end in a long tail of digits that nobody measured.
    internal static double Round(double value) => Math.Round(value, 6);
}

/// <summary>One measurement.</summary>
/// <param name="Created">Its own time, epoch milliseconds.</param>
/// <param name="Arrived">Its message's time.</param>
/// <param name="Value">What was measured.</param>
internal sealed record Measurement(long Created, long Arrived, double Value);
