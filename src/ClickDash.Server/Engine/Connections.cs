using ClickDash.Core.Wire;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Engine;

/// <summary>Counts the hub's connections, and says whether another one may come.</summary>
public sealed class Connections(ClickDashSettings settings, ILogger<Connections> logger)
{
    private int _count;
    private int _isFull;

    /// <summary>
    /// How those who are connected now are to come back after a loss: no more in a second than this server takes in.
    /// </summary>
    public Backoff Backoff
    {
        get
        {
            var seconds = (double)Volatile.Read(ref _count) / settings.Live.ReturnsPerSecond;
            return new Backoff(
                // Whole seconds, so that each viewer who comes or goes does not change it for all.
                seconds <= 0.25
                    ? Backoff.Usual.First
                    : (int)Math.Ceiling(seconds) * 1000,
                (int)settings.Live.LongestRetry.TotalMilliseconds
            );
        }
    }

    /// <summary>Counts one more; false where that is one too many, and it must be ended. <see cref="Leave"/> follows either way.</summary>
    public bool TryEnter()
    {
        var isIn = Interlocked.Increment(ref _count) <= settings.Live.MaxConnections;
        if (!isIn && Interlocked.Exchange(ref _isFull, 1) == 0)
        {
            logger.LogWarning(
                "{Count} viewers are connected, which is all that ClickDash:Live:MaxConnections allows. More are refused",
                settings.Live.MaxConnections
            );
        }

        return isIn;
    }

    /// <summary>Counts one less.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _count) < settings.Live.MaxConnections)
        {
            Volatile.Write(ref _isFull, 0);
        }
    }
}
