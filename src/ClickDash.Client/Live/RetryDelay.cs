using ClickDash.Core.Wire;

namespace ClickDash.Client.Live;

/// <summary>How long to wait before the next try to connect. There is always a next one: a dashboard on a wall has nobody to reload it.</summary>
public static class RetryDelay
{
    private const double Shortest = 250;

    /// <summary>
    /// The first wait is any part of the server's <see cref="Backoff.First"/>. Later ones double from a quarter of a second to
    /// <see cref="Backoff.Longest"/>, of which a random half is taken off. Either way viewers do not come back all at once.
    /// </summary>
    /// <param name="failures">How often it has failed since it last worked, from 0.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    /// <param name="backoff">What the server asks for.</param>
    public static TimeSpan After(int failures, double chance, Backoff backoff)
    {
        if (failures == 0)
        {
            return TimeSpan.FromMilliseconds(backoff.First * chance);
        }

        var doubled = Shortest * Math.Pow(2, Math.Min(failures, 10));
        var full = Math.Clamp(doubled, backoff.First, Math.Max(backoff.First, backoff.Longest));
        return TimeSpan.FromMilliseconds(full * (0.5 + 0.5 * chance));
    }
}
