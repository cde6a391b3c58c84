using System.Collections.Concurrent;

namespace ClickDash.Server.Engine;

/// <summary>How many messages were lost since the server started, by topic, partition and reason. Safe to use from several threads.</summary>
public sealed class LossCounter
{
    private readonly ConcurrentDictionary<
        (string Topic, int Partition, string Reason),
        long
    > _lost = [];

    /// <summary>Why messages are lost: deleted before they were read, with a topic that was made anew, or by the cluster after they were read.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["deleted", "recreated", "truncated"];

    /// <summary>How many were lost for a reason.</summary>
    public long Of(string topic, int partition, string reason) =>
        _lost.GetValueOrDefault((topic, partition, reason));

    /// <summary>Counts a loss.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="reason">Why: one of <see cref="Reasons"/>, in any case.</param>
    /// <param name="count">How many messages; of a topic made anew those that are known to have waited.</param>
    public void Add(string topic, int partition, string reason, long count) =>
        _lost.AddOrUpdate(
            (topic, partition, reason.ToLowerInvariant()),
            count,
            (_, before) => before + count
        );
}
