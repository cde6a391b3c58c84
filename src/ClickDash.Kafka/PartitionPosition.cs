namespace ClickDash.Kafka;

/// <summary>How far a partition is read. Belongs to its reader's thread, except for <see cref="HandedOver"/>.</summary>
/// <param name="topicId">The id of the topic that is read.</param>
/// <param name="next">The next offset.</param>
/// <param name="leaderEpoch">The epoch that what lies before it was written in; -1 where it is not known.</param>
internal sealed class PartitionPosition(string? topicId, long next, int leaderEpoch)
{
    private long _handedOver = next;

    /// <summary>The next offset to read.</summary>
    public long Next { get; private set; } = next;

    /// <summary>The epoch of the leader that wrote the newest message read; -1 where it is not known.</summary>
    public int LeaderEpoch { get; private set; } = leaderEpoch;

    /// <summary>The offset before which the sink was handed everything. May be asked for on any thread.</summary>
    public long HandedOver => Volatile.Read(ref _handedOver);

    /// <summary>A message was taken; one that is read again changes nothing.</summary>
    public void Pass(long offset, int leaderEpoch)
    {
        if (offset >= Next)
        {
            Next = offset + 1;
            LeaderEpoch = leaderEpoch < 0 ? LeaderEpoch : leaderEpoch;
        }
    }

    /// <summary>All before an offset is read.</summary>
    public void Reach(long offset) => Next = Math.Max(Next, offset);

    /// <summary>The sink was handed all that was taken.</summary>
    public void HandOver() => Volatile.Write(ref _handedOver, Next);

    /// <summary>What a later start goes on from.</summary>
    public StoredPartition Keep() => new(topicId, LeaderEpoch, Next);
}
