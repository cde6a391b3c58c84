using ClickDash.Core.Wire;

namespace ClickDash.Kafka;

/// <summary>How the reading of a topic goes.</summary>
/// <param name="State">Of the topic as a whole: reading where at least one partition is read.</param>
/// <param name="Message">A sentence for people that names the topic or the broker.</param>
/// <param name="Partitions">The partitions that the topic has now, by number; one that is not among them is gone.</param>
public sealed record TopicReport(
    IngestState State,
    string Message,
    IReadOnlyList<PartitionReport> Partitions
);

/// <summary>How the reading of a partition goes.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="State">How it goes.</param>
/// <param name="Message">A sentence for people; null while it is read as it should be.</param>
/// <param name="End">The offset after the newest message that can be read, by the isolation level in force; null where it is not known.</param>
/// <param name="HeldBack">Offsets beyond that end that an open transaction holds back.</param>
public sealed record PartitionReport(
    int Partition,
    PartitionState State,
    string? Message,
    long? End,
    long HeldBack
)
{
    /// <summary>The newest such end of which it is known that it was the topic's that is read: what lies before it is lost where that is made anew; null where it is not known.</summary>
    public long? SureEnd { get; init; }

    /// <summary>When the end was asked for, by this machine's clock, in epoch milliseconds; null where it is not known.</summary>
    public long? EndAskedAt { get; init; }
}
