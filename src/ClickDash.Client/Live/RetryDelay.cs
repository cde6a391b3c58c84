namespace ClickDash.Client.Live;

/// <summary>How long to wait before the next try to connect. There is always a next one: a dashboard on a wall has nobody to reload it.</summary>
public static class RetryDelay
{
    /// <summary>Long enough for a server that comes back to a thousand viewers, short enough for the one who looks at it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The wait after so many failures in a row: doubling from 250 ms to 5 s, of which a random half is taken off so that
    /// viewers do not come back all at once.
    /// </summary>
    /// <param name="failures">How often it has failed since it last worked, from 0.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    public static TimeSpan After(int failures, double chance)
    {
        var doubled = Shortest * Math.Pow(2, Math.Min(failures, 10));
        var full = doubled < Longest ? doubled : Longest;
        return full * (0.5 + 0.5 * chance);
    }
}
