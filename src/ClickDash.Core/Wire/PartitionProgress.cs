using System.Text.Json.Serialization;

namespace ClickDash.Core.Wire;

/// <summary>
/// How far a partition is read, in offsets. Reading is a list of segments, each of one topic id and without a truncation:
/// <paramref name="Start"/>, <paramref name="Next"/>, <paramref name="Skipped"/> and <see cref="Lost"/> are the newest one's, <see cref="Earlier"/> has those before it.
/// </summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Partition">Its number.</param>
/// <param name="Start">The first offset of the segment that was to be read.</param>
/// <param name="Next">The next one to read.</param>
/// <param name="End">The one after the newest that can be read, as far as known.</param>
/// <param name="Lag"><c>End − Next</c>, at least 0.</param>
/// <param name="Skipped">Offsets passed that never held a message for us: <c>Next − Start − Skipped − Lost</c> messages were read.</param>
public sealed record PartitionProgress(
    string Topic,
    int Partition,
    long Start,
    long Next,
    long End,
    long Lag,
    long Skipped
)
{
    /// <summary>Offsets passed whose messages were gone before they could be read.</summary>
    public long Lost { get; init; }

    /// <summary>The topic's id, which changes when it is made anew; null where the broker has none to give.</summary>
    public string? TopicId { get; init; }

    /// <summary>The epoch of the leader that wrote the last message read (KIP-320); -1 where it is not known.</summary>
    public int LeaderEpoch { get; init; } = -1;

    /// <summary>How its reading goes.</summary>
    public PartitionState State { get; init; }

    /// <summary>One sentence on its state; null while it is read as it should be.</summary>
    public string? Message { get; init; }

    /// <summary>Messages that an open transaction holds back: they can be read once it ends.</summary>
    public long HeldBack { get; init; }

    /// <summary>The segments before this one, the oldest first.</summary>
    public ReadSegment[] Earlier { get; init; } = [];

    /// <summary>Offsets passed, in all segments.</summary>
    [JsonIgnore]
    public long Offsets => Next - Start + Earlier.Sum(segment => segment.Next - segment.Start);
}

/// <summary>A stretch of reading that is over: of one topic id, without a truncation.</summary>
/// <param name="TopicId">The topic's id then; null where it was not known.</param>
/// <param name="Start">Its first offset.</param>
/// <param name="Next">The one after its last.</param>
/// <param name="Skipped">Offsets passed that never held a message for us.</param>
/// <param name="Lost">Offsets passed whose messages were gone before they could be read.</param>
/// <param name="Truncated">Messages that were read and that the cluster lost afterwards; they stay counted.</param>
/// <param name="End">Why it ended.</param>
/// <param name="EndedAt">When that was noticed, in epoch milliseconds.</param>
public sealed record ReadSegment(
    string? TopicId,
    long Start,
    long Next,
    long Skipped,
    long Lost,
    long Truncated,
    SegmentEnd End,
    long EndedAt
);

/// <summary>Why a segment ended.</summary>
public enum SegmentEnd
{
    /// <summary>The topic was deleted and made anew, or the partition is gone with it.</summary>
    [JsonStringEnumMemberName("recreated")]
    Recreated,

    /// <summary>The cluster lost messages that it had given out (an unclean leader election).</summary>
    [JsonStringEnumMemberName("truncated")]
    Truncated,
}

/// <summary>How the reading of a partition goes.</summary>
public enum PartitionState
{
    /// <summary>Messages are read as they come.</summary>
    [JsonStringEnumMemberName("reading")]
    Reading,

    /// <summary>Reading has not begun.</summary>
    [JsonStringEnumMemberName("connecting")]
    Connecting,

    /// <summary>No broker leads it at the moment.</summary>
    [JsonStringEnumMemberName("waitingForLeader")]
    WaitingForLeader,

    /// <summary>The broker that leads it does not answer.</summary>
    [JsonStringEnumMemberName("unanswered")]
    Unanswered,

    /// <summary>The broker refuses it, for want of a right.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>All that can be read is read; an open transaction holds back the rest.</summary>
    [JsonStringEnumMemberName("heldBack")]
    HeldBack,

    /// <summary>The topic has no such partition any more.</summary>
    [JsonStringEnumMemberName("gone")]
    Gone,
}
