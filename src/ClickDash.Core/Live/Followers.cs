namespace ClickDash.Core.Live;

/// <summary>What follows a ring because somebody reads it: begun when it is first read, ended when nobody has read it for a while.</summary>
/// <param name="ring">The ring that the follower of a key follows.</param>
/// <param name="make">Makes the follower of a key.</param>
internal sealed class Followers<TKey, T>(Func<TKey, Rollup> ring, Func<TKey, T> make)
    where TKey : notnull
    where T : RollupFollower
{
    // To begin anew costs a pass over a window's buckets; to follow costs a little at every tick.
    private const long Kept = 60_000;

    private readonly Dictionary<TKey, T> _all = [];

    /// <summary>Those there are.</summary>
    public IReadOnlyCollection<T> All => _all.Values;

    /// <summary>The follower of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="now">Epoch milliseconds.</param>
    public T Get(TKey key, long now)
    {
        if (!_all.TryGetValue(key, out var follower))
        {
            Forget(now);
            _all.Add(key, follower = make(key));
            ring(key).Follow(follower);
        }

        follower.LastRead = now;
        return follower;
    }

    /// <summary>Ends those that nobody reads any more.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public void Forget(long now)
    {
        foreach (var (key, follower) in _all)
        {
            if (Math.Abs(now - follower.LastRead) > Kept)
            {
                _all.Remove(key);
                ring(key).Unfollow(follower);
            }
        }
    }
}
