using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>
/// When each user was last seen and when that user's session began, and how many users were last seen in each second of an hour.
/// Where there are too many it keeps every second user by hash, then every fourth and so on (Wegman's adaptive sampling;
/// Flajolet, "On adaptive sampling", Computing 43, 1990).
/// </summary>
/// <param name="gap">How many seconds a user must be away for the next click to begin another session.</param>
/// <param name="mostBits">It grows to two to the power of this many slots, of which two thirds are filled before it thins out.</param>
/// <param name="since">It has seen every click that came from this second on.</param>
internal sealed class UserTable(long gap, int mostBits, long since)
{
    // A site of a thousand users needs 32 KB, which stay in the processor's cache.
    private const int FewestBits = 11;

    private readonly int[] _lastSeenIn = new int[ActiveUsers.Reach];
    private int _bits = Math.Min(FewestBits, mostBits);
    private User[] _users = new User[1 << Math.Min(FewestBits, mostBits)];
    private int _used;
    private long _newest;

    /// <summary>One user that is kept stands for two to the power of this many.</summary>
    public int Level { get; private set; }

    /// <summary>It has seen every click that came from this second on.</summary>
    public long Since { get; } = since;

    /// <summary>Notes that a user was seen.</summary>
    /// <param name="hash">The user's hash.</param>
    /// <param name="second">When.</param>
    /// <param name="starts">Where a session that begins is counted; null where another table does so.</param>
    public void Note(ulong hash, long second, SessionStarts? starts)
    {
        AdvanceTo(second);
        if (second <= _newest - ActiveUsers.Reach || !IsKept(hash))
        {
            return;
        }

        ref var user = ref Find(hash);
        if (user.Key == 0)
        {
            if (_used >= _users.Length / 3 * 2)
            {
                MakeRoom();
                Note(hash, second, starts);
                return;
            }

            _used++;
            user.LastSeen = (uint)second;
            _lastSeenIn[second % ActiveUsers.Reach]++;
            Begin(ref user, hash, second, starts);
        }
        else if (second > user.LastSeen)
        {
            Forget(user.LastSeen);
            _lastSeenIn[second % ActiveUsers.Reach]++;
            if (second - user.LastSeen > gap)
            {
                Begin(ref user, hash, second, starts);
            }

            user.LastSeen = (uint)second;
        }
        else if (second < user.Began && user.Began - second <= gap)
        {
            starts?.Add(user.Began, -user.Sessions);
            starts?.Add(second, user.Sessions);
            user.Began = (uint)second;
        }
    }

    /// <summary>How many users were last seen in the seconds from <paramref name="from"/> to <paramref name="to"/>, about.</summary>
    public long Count(long from, long to)
    {
        var users = 0L;
        for (
            var second = Math.Max(from, _newest - ActiveUsers.Reach + 1);
            second <= Math.Min(to, _newest);
            second++
        )
        {
            users += _lastSeenIn[second % ActiveUsers.Reach];
        }

        return users << Level;
    }

    private void Begin(ref User user, ulong hash, long second, SessionStarts? starts)
    {
        // A session stands for as many as its user does now, for ever: thinning out later must not change the past.
        user.Key = User.KeyOf(hash) | (starts is null ? User.NotCounted : (ulong)Level);
        user.Began = (uint)second;
        starts?.Add(second, user.Sessions);
    }

    private void AdvanceTo(long second)
    {
        for (
            var passed = Math.Max(_newest + 1, second - ActiveUsers.Reach + 1);
            passed <= second;
            passed++
        )
        {
            _lastSeenIn[passed % ActiveUsers.Reach] = 0;
        }

        _newest = Math.Max(_newest, second);
    }

    private void Forget(long second)
    {
        if (second > _newest - ActiveUsers.Reach)
        {
            _lastSeenIn[second % ActiveUsers.Reach]--;
        }
    }

    // The bits above the lowest six thin the table out, so the high ones choose the slot.
    private bool IsKept(ulong hash) => (hash >> User.LevelBits & ((1ul << Level) - 1)) == 0;

    private ref User Find(ulong hash)
    {
        var (users, key) = (_users, User.KeyOf(hash));
        var i = (int)(hash >> (64 - _bits));
        while (users[i].Key != 0 && User.KeyOf(users[i].Key) != key)
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
            if (_bits < mostBits)
            {
                _bits++;
            }
            else
            {
                Level++;
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
            if (user.Key == 0 || user.LastSeen <= _newest - ActiveUsers.Reach)
            {
                continue;
            }

            if (!IsKept(user.Key))
            {
                Forget(user.LastSeen);
                continue;
            }

            Find(user.Key) = user;
            _used++;
        }
    }

    /// <summary>The user's hash, whose lowest bits are the level that its session began at; 0 in an empty slot.</summary>
    [StructLayout(LayoutKind.Auto)]
    private record struct User(ulong Key, uint LastSeen, uint Began)
    {
        public const int LevelBits = 6;
        public const ulong NotCounted = (1 << LevelBits) - 1;

        /// <summary>How many sessions its own stands for.</summary>
        public readonly long Sessions =>
            (Key & NotCounted) == NotCounted ? 0 : 1L << (int)(Key & NotCounted);

        // Never 0: that is an empty slot.
        public static ulong KeyOf(ulong hash) =>
            hash <= NotCounted ? NotCounted + 1 : hash & ~NotCounted;
    }
}
