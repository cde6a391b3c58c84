namespace ClickDash.Core.Live;

/// <summary>Goes through the log's clicks in order and notes their users.</summary>
/// <param name="log">The log.</param>
/// <param name="next">The number of the first click.</param>
/// <param name="users">Where they are noted.</param>
internal sealed class UserScan(ClickLog log, long next, ActiveUsers users)
{
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
        _next = Math.Max(_next, log.Oldest(extent));
        foreach (var part in log.Parts(_next, extent))
        {
            for (var i = part.From; i < part.To; i++)
            {
                var second = part.Chunk.Seconds[i];
                if (part.Chunk.Users[i] is 0 || second > newest)
                {
                    continue;
                }

                pending?.SeeUser(second, part.Chunk.Users[i]);
                if (second >= since)
                {
                    users.See(part.Chunk.Users[i], second);
                }
            }

            _next = part.Next;
        }

        _next = extent.End;
    }
}
