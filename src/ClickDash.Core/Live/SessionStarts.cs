namespace ClickDash.Core.Live;

/// <summary>How many sessions began in each second, as far back as the longest window and the one before it.</summary>
internal sealed class SessionStarts
{
    private const int Reach = 2 * ActiveUsers.Reach;

    private readonly long[] _in = new long[Reach];
    private long _newest;

    /// <summary>Notes sessions that began in a second.</summary>
    /// <param name="second">The second.</param>
    /// <param name="sessions">How many one user of those that are kept stands for; negative to take them back.</param>
    public void Add(long second, long sessions)
    {
        for (var passed = Math.Max(_newest + 1, second - Reach + 1); passed <= second; passed++)
        {
            _in[passed % Reach] = 0;
        }

        _newest = Math.Max(_newest, second);
        if (second > _newest - Reach)
        {
            _in[second % Reach] += sessions;
        }
    }

    /// <summary>How many began in the seconds from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public long Sum(long from, long to)
    {
        var sessions = 0L;
        for (
            var second = Math.Max(from, _newest - Reach + 1);
            second <= Math.Min(to, _newest);
            second++
        )
        {
            sessions += _in[second % Reach];
        }

        return sessions;
    }
}
