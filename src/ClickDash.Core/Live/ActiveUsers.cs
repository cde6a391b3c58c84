using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>
/// How many different users were seen within the last hour, for every window that ends now: a table of when each user was
/// last seen, and how many users were last seen in each second. Exact up to 350,000 users an hour. Beyond that it keeps
/// every second user by hash, then every fourth and so on (Wegman's adaptive sampling; Flajolet, "On adaptive sampling",
/// Computing 43, 1990), with a standard error under 0.3 %. It also counts the sessions that began: a late click moves the
/// beginning of its user's newest session, and is no session of its own.
/// </summary>
/// <param name="sessionGap">How long a user must be away for the next click to begin another session; up to an hour.</param>
internal sealed class ActiveUsers(TimeSpan sessionGap)
{
    /// <summary>How far back it reaches, in seconds: the longest window.</summary>
    public const int Reach = 3600;

    // A site of a thousand users needs 32 KB, which stay in the processor's cache. It grows to 2^19 slots of 16 bytes,
    // 8 MB, two thirds of which are filled before it thins out.
    private const int FewestBits = 11;
    private const int MostBits = 19;

    // Users are noted a few at a time: then the processor waits for several places of a large table at once.
    private const int MostWaiting = 32;

    private readonly (ulong Hash, long Second)[] _waiting = new (ulong, long)[MostWaiting];
    private readonly int[] _lastSeenIn = new int[Reach];

    // Twice as far: the longest window and the one before it.
    private readonly int[] _begunIn = new int[2 * Reach];
    private readonly long _gap = (long)sessionGap.TotalSeconds;
    private readonly UserHistory[] _histories =
    [
        .. Windows.Select(window => new UserHistory(window)),
    ];
    private User[] _users = new User[1 << FewestBits];
    private int _bits = FewestBits;
    private int _waitingCount;
    private int _used;
    private int _level;
    private long _newest;

    /// <summary>How long a user must be away for the next click to begin another session.</summary>
    public TimeSpan SessionGap { get; } = sessionGap;

    private static IEnumerable<int> Windows => Wire.View.Windows;

    /// <summary>Notes that a user was seen.</summary>
    /// <param name="hash">The user's hash, evenly spread over 64 bits.</param>
    /// <param name="second">When, in epoch seconds.</param>
    public void See(ulong hash, long second)
    {
        _waiting[_waitingCount++] = (hash, second);
        if (_waitingCount == MostWaiting)
        {
            NoteAll();
        }
    }

    /// <summary>How many users were seen in the seconds from <paramref name="from"/> to <paramref name="to"/>, the newest there are.</summary>
    public long Count(long from, long to)
    {
        NoteAll();
        var users = 0L;
        for (
            var second = Math.Max(from, _newest - Reach + 1);
            second <= Math.Min(to, _newest);
            second++
        )
        {
            users += _lastSeenIn[second % Reach];
        }

        return users << _level;
    }

    /// <summary>How many sessions began in the seconds from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public long Sessions(long from, long to)
    {
        NoteAll();
        var sessions = 0L;
        for (
            var second = Math.Max(from, _newest - 2 * Reach + 1);
            second <= Math.Min(to, _newest);
            second++
        )
        {
            sessions += _begunIn[second % (2 * Reach)];
        }

        return sessions << _level;
    }

    /// <summary>Keeps how many users the windows have that end with a second, for <see cref="CountBefore"/>.</summary>
    public void Remember(long second)
    {
        foreach (var history in _histories)
        {
            history.Add(second, Count(second - history.Window + 1, second));
        }
    }

    /// <summary>How many users a window had that ended where the one that ends now began; null where nobody counted then.</summary>
    /// <param name="window">The window's length in seconds, one of <see cref="Wire.View.Windows"/>.</param>
    /// <param name="now">The last second of the window that ends now.</param>
    public long? CountBefore(int window, long now) =>
        Array.Find(_histories, history => history.Window == window)?.At(now - window);

    private void NoteAll()
    {
        foreach (var (hash, second) in _waiting.AsSpan(0, _waitingCount))
        {
            Note(hash, second);
        }

        _waitingCount = 0;
    }

    private void Note(ulong hash, long second)
    {
        AdvanceTo(second);
        if (second <= _newest - Reach || (hash & ((1ul << _level) - 1)) != 0)
        {
            return;
        }

        ref var user = ref Find(hash);
        if (user.Hash == 0)
        {
            if (_used >= _users.Length / 3 * 2)
            {
                MakeRoom();
                Note(hash, second);
                return;
            }

            _used++;
            user = new User(hash, (uint)second, (uint)second);
            _lastSeenIn[second % Reach]++;
            _begunIn[second % (2 * Reach)]++;
        }
        else if (second > user.LastSeen)
        {
            Forget(user.LastSeen);
            _lastSeenIn[second % Reach]++;
            if (second - user.LastSeen > _gap)
            {
                user.Began = (uint)second;
                _begunIn[second % (2 * Reach)]++;
            }

            user.LastSeen = (uint)second;
        }
        else if (second < user.Began && user.Began - second <= _gap)
        {
            Unbegin(user.Began);
            user.Began = (uint)second;
            _begunIn[second % (2 * Reach)]++;
        }
    }

    private void AdvanceTo(long second)
    {
        for (var passed = Math.Max(_newest + 1, second - 2 * Reach + 1); passed <= second; passed++)
        {
            _lastSeenIn[passed % Reach] = 0;
            _begunIn[passed % (2 * Reach)] = 0;
        }

        _newest = Math.Max(_newest, second);
    }

    private void Forget(long second)
    {
        if (second > _newest - Reach)
        {
            _lastSeenIn[second % Reach]--;
        }
    }

    private void Unbegin(long second)
    {
        if (second > _newest - 2 * Reach)
        {
            _begunIn[second % (2 * Reach)]--;
        }
    }

    private ref User Find(ulong hash)
    {
        // The low bits thin the table out, so the high ones choose the slot.
        var users = _users;
        var i = (int)(hash >> (64 - _bits));
        while (users[i].Hash != hash && users[i].Hash != 0)
        {
            i = (i + 1) & (users.Length - 1);
        }

        return ref users[i];
    }

    /// <summary>Drops users not seen for an hour. Where that is not enough it grows; where it may not, every other one goes.</summary>
    private void MakeRoom()
    {
        Rebuild();
        while (_used > _users.Length / 2)
        {
            if (_bits < MostBits)
            {
                _bits++;
            }
            else
            {
                _level++;
            }

            Rebuild();
        }
    }

    private void Rebuild()
    {
        var old = _users;
        (_users, _used) = (new User[1 << _bits], 0);
        foreach (var user in old)
        {
            if (user.Hash == 0 || user.LastSeen <= _newest - Reach)
            {
                continue;
            }

            if ((user.Hash & ((1ul << _level) - 1)) != 0)
            {
                Forget(user.LastSeen);
                Unbegin(user.Began);
                continue;
            }

            Find(user.Hash) = user;
            _used++;
        }
    }

    /// <summary>A user's hash, 0 in an empty slot; the last second it was seen in; the one its session began in.</summary>
    [StructLayout(LayoutKind.Auto)]
    private record struct User(ulong Hash, uint LastSeen, uint Began);
}
