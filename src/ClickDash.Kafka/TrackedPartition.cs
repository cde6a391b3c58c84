namespace ClickDash.Kafka;

/// <summary>What the coordinator knows of a partition's reading.</summary>
internal sealed class TrackedPartition(StoredPartition? position)
{
    /// <summary>What was read of it when it was not being read last; null where nothing ever was.</summary>
    public StoredPartition? Position { get; private set; } = position;

    /// <summary>What is being read; null while nothing is.</summary>
    public PartitionPosition? Running { get; private set; }

    /// <summary>The id of the topic that is being read; null where it is not known or nothing is read.</summary>
    public string? TopicId { get; private set; }

    /// <summary>Whether its reader was asked to let it go and has not answered yet.</summary>
    public bool IsReleasing { get; private set; }

    /// <summary>The first answer about the topic that may be believed about it: older ones may be of the time before it was let go.</summary>
    public int NotBefore { get; private set; }

    /// <summary>Its reading begins.</summary>
    public PartitionPosition Begin(PartitionStart start)
    {
        TopicId = start.TopicId;
        IsReleasing = false;
        Running = new PartitionPosition(start.TopicId, start.Offset, start.LeaderEpoch);
        return Running;
    }

    /// <summary>Its reader is asked to let it go.</summary>
    public void Releasing() => IsReleasing = true;

    /// <summary>Its reader has let it go.</summary>
    public void Released(StoredPartition position, int notBefore)
    {
        (Running, TopicId, IsReleasing) = (null, null, false);
        (Position, NotBefore) = (position, notBefore);
    }
}
