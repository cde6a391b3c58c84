using System.Collections.Concurrent;

namespace ClickDash.Server.Engine;

/// <summary>How many messages were lost since the server started, by topic, partition and reason. Safe to use from several threads.</summary>
public sealed class LossCounter
{
    private readonly ConcurrentDictionary<
        (string Topic, int Partition, string Reason),
        long
    > _lost = [];

    /// <summary>All losses so far.</summary>
    public IEnumerable<(string Topic, int Partition, string Reason, long Count)> All =>
        _lost.Select(one => (one.Key.Topic, one.Key.Partition, one.Key.Reason, one.Value));

    /// <summary>Counts a loss.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="reason">Why: <c>Deleted</c>, <c>Recreated</c> or <c>Truncated</c>.</param>
    /// <param name="count">How many messages; of a topic made anew those that are known to have waited.</param>
    public void Add(string topic, int partition, string reason, long count) =>
        _lost.AddOrUpdate(
            (topic, partition, reason.ToLowerInvariant()),
            count,
            (_, before) => before + count
        );
}
