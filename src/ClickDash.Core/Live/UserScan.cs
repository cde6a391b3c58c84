namespace ClickDash.Core.Live;

/// <summary>Goes through the log's clicks in order and notes their users.</summary>
/// <param name="log">The log.</param>
/// <param name="next">The number of the first click.</param>
/// <param name="users">Where they are noted.</param>
internal sealed class UserScan(ClickLog log, long next, ActiveUsers users)
{
    private readonly uint[] _seconds = new uint[ClickLog.ChunkSize];
    private readonly ulong[] _users = new ulong[ClickLog.ChunkSize];
    private long _next = next;

    /// <summary>Where they are noted.</summary>
    public ActiveUsers Users => users;

    /// <summary>Goes on with what there is at a moment.</summary>
    /// <param name="extent">What there is.</param>
    /// <param name="since">The first second whose users are noted.</param>
    /// <param name="newest">The last one.</param>
    /// <param name="pending">Notes those before <paramref name="since"/> too; null where nothing is stored.</param>
    public void Read(LogExtent extent, long since, long newest, PendingWrites? pending = null)
    {
        while (_next < extent.End)
        {
            _next = Math.Max(_next, log.Oldest(extent));
            foreach (var part in log.Parts(_next, extent))
            {
                var count = part.To - part.From;
                part.Chunk.Seconds.AsSpan(part.From, count).CopyTo(_seconds);
                part.Chunk.Users.AsSpan(part.From, count).CopyTo(_users);
                if (!part.IsIntact)
                {
                    // New clicks took the chunk while it was copied: on with the oldest that there is.
                    break;
                }

                See(count, since, newest, pending);
                _next = part.Next;
            }
        }
    }

    private void See(int count, long since, long newest, PendingWrites? pending)
    {
        for (var i = 0; i < count; i++)
        {
            var (second, user) = (_seconds[i], _users[i]);
            if (user == 0 || second > newest)
            {
                continue;
            }

            pending?.SeeUser(second, user);
            if (second >= since)
            {
                users.See(user, second);
            }
        }
    }
}
