namespace ClickDash.Server.Security;

/// <summary>
/// Tries keys, and slows down who guesses: after a few wrong ones an address waits before the next is looked at, longer each
/// time. A right key does not shorten the wait, else a viewer could guess the presenter's.
/// </summary>
public sealed class KeyGuard(AccessKeys keys, TimeProvider time, ILogger<KeyGuard> logger)
{
    // People mistype; programs do not need five tries.
    private const int Free = 5;

    // Twelve guesses an hour find nothing.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(30);

    // Some megabytes at most; who has more addresses than this guesses too slowly from each.
    private const int MostAddresses = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Failures> _failures = new(StringComparer.Ordinal);

    /// <summary>Tries a key.</summary>
    /// <param name="address">Whose try it is.</param>
    /// <param name="key">The key shown.</param>
    /// <param name="wait">How long this address has to wait; then nothing was tried.</param>
    /// <returns>What the key allows; none for a wrong one.</returns>
    public Access Try(string address, string key, out TimeSpan wait)
    {
        var isBlocked = false;
        Access access;
        // Looked at and noted at once: a hundred guesses at the same moment are a hundred guesses.
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var known =
                _failures.TryGetValue(address, out var one) && now - one.Last < Memory
                    ? one
                    : new Failures(0, now);
            wait = known.Last + Delay(known.Count) - now;
            if (wait > TimeSpan.Zero)
            {
                return Access.None;
            }

            wait = TimeSpan.Zero;
            access = keys.Of(key);
            if (access == Access.None)
            {
                var count = known.Count + 1;
                isBlocked = count == Free;
                MakeRoom(address);
                _failures[address] = new(count, now);
            }
        }

        if (isBlocked)
        {
            logger.LogWarning(
                "{Address} showed {Count} wrong keys. It now waits before each try",
                address,
                Free
            );
        }

        return access;
    }

    private static TimeSpan Delay(int failures) =>
        failures < Free
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(
                Math.Min(Longest.TotalSeconds, Math.ScaleB(1, Math.Min(failures - Free, 30)))
            );

    private void MakeRoom(string address)
    {
        if (_failures.Count >= MostAddresses && !_failures.ContainsKey(address))
        {
            _failures.Remove(_failures.MinBy(one => one.Value.Last).Key);
        }
    }

    private sealed record Failures(int Count, DateTimeOffset Last);
}
