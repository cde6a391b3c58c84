namespace ClickDash.Core.Live;

/// <summary>How many users a window had at each of the last seconds: those of the window before cannot be counted any more.</summary>
/// <param name="window">The window's length in seconds.</param>
internal sealed class UserHistory(int window)
{
    // A tick may come late; what was counted a few seconds before stands for it.
    private const int MostLate = 5;

    private readonly (long Second, long Users)[] _ring = new (long, long)[window + MostLate + 1];

    /// <summary>The window's length in seconds.</summary>
    public int Window { get; } = window;

    /// <summary>Keeps what was counted in a second; the last one of it stays.</summary>
    public void Add(long second, long users) => _ring[second % _ring.Length] = (second, users);

    /// <summary>What was counted in a second or a few before; null where nobody counted.</summary>
    public long? At(long second)
    {
        for (var near = second; near >= second - MostLate; near--)
        {
            var kept = _ring[near % _ring.Length];
            if (kept.Second == near)
            {
                return kept.Users;
            }
        }

        return null;
    }
}
