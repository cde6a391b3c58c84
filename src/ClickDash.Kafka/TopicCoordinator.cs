namespace ClickDash.Kafka;

/// <summary>
/// Decides which partitions are read, and from where: follows what the broker says about the topic. Belongs to the
/// coordinator's thread.
/// </summary>
internal sealed class TopicCoordinator(
    MetadataPoller metadata,
    StartPlanner planner,
    ReaderPool readers,
    ReaderInbox inbox,
    StartLog log,
    StoredOffsets? stored
)
{
    private readonly SortedDictionary<int, TrackedPartition> _partitions = new(
        (stored?.Partitions ?? new Dictionary<int, StoredPartition>()).ToDictionary(
            one => one.Key,
            one => new TrackedPartition(one.Value)
        )
    );
    private HashSet<int>? _atFirstSight;
    private string? _firstTopicId;
    private int _followed;
    private bool _hasNews;
    private bool _isRenewing;

    /// <summary>Every partition that was ever seen or stored, by number.</summary>
    public IReadOnlyDictionary<int, TrackedPartition> Partitions => _partitions;

    /// <summary>Whether partitions could not be begun, since the broker did not say what is needed for it.</summary>
    public bool IsWaitingForAnswers { get; private set; }

    /// <summary>Takes up what is new; what was followed already changes nothing.</summary>
    /// <exception cref="OperationCanceledException">Cancelled in the middle of a question.</exception>
    public void Follow(CancellationToken cancellation)
    {
        TakeReleased();
        if (metadata.Latest is not { } topic || (topic.Number == _followed && !_hasNews))
        {
            return;
        }

        (_followed, _hasNews) = (topic.Number, false);
        switch (topic.Answer)
        {
            // Without the id nobody knows what an offset means.
            case MetadataAnswer.Found when topic.IsIdKnown:
                TakeUp(topic, cancellation);
                break;
            case MetadataAnswer.Missing:
                _atFirstSight ??= [];
                Release(_partitions.Where(one => one.Value.Running is not null));
                break;
        }
    }

    /// <summary>The offset of each partition that is read before which the sink was handed everything.</summary>
    public IEnumerable<(int Partition, long Next)> HandedOver() =>
        _partitions
            .Where(one => one.Value.Running is not null)
            .Select(one => (one.Key, one.Value.Running!.HandedOver));

    private void TakeReleased()
    {
        while (inbox.TryTakeReleased(out var released))
        {
            _hasNews = true;
            var partition = _partitions[released.Partition];
            if (!partition.IsReleasing)
            {
                // Its reader let it go by itself, since its offset is gone: what is so from now on tells where it goes on.
                metadata.Ask();
                partition.Released(released.Position, notBefore: metadata.Begun + 1);
            }
            else
            {
                partition.Released(released.Position, notBefore: 0);
            }
        }
    }

    private void TakeUp(TopicMetadata topic, CancellationToken cancellation)
    {
        if (_atFirstSight is null)
        {
            _atFirstSight = [.. topic.Partitions.Select(one => one.Number)];
            _firstTopicId = topic.TopicId;
        }

        ReleaseOutdated(topic);
        if (_partitions.Values.Any(one => one.IsReleasing))
        {
            // Their readers answer within a poll; then this answer is followed again.
            return;
        }

        if (_isRenewing)
        {
            _isRenewing = false;
            readers.Renew();
        }

        var wanted = topic.MayRead ? Wanted(topic) : [];
        if (wanted.Count > 0)
        {
            Begin(wanted, topic, cancellation);
        }

        if (wanted.Count == 0)
        {
            IsWaitingForAnswers = false;
        }
    }

    private void ReleaseOutdated(TopicMetadata topic)
    {
        var there = topic.Partitions.Select(one => one.Number).ToHashSet();
        var running = _partitions.Where(one => one.Value.Running is not null).ToArray();
        var others = running
            .Where(one =>
                topic.TopicId is not null
                && one.Value.TopicId is not null
                && one.Value.TopicId != topic.TopicId
            )
            .ToArray();
        _isRenewing |= others.Length > 0;
        // A client that knows the old topic's leaders must not read a partition of the new one.
        Release(others.Length > 0 ? running : running.Where(one => !there.Contains(one.Key)));
    }

    private Dictionary<int, StoredPartition?> Wanted(TopicMetadata topic) =>
        topic
            .Partitions.Where(one => one.HasLeader)
            .Select(one => (one.Number, Known: _partitions.GetValueOrDefault(one.Number)))
            .Where(one => one.Known is not { Running: not null })
            .Where(one => one.Known is null || one.Known.NotBefore <= topic.Number)
            .ToDictionary(one => one.Number, one => one.Known?.Position);

    private void Begin(
        Dictionary<int, StoredPartition?> wanted,
        TopicMetadata topic,
        CancellationToken cancellation
    )
    {
        // Where offsets are stored, all partitions of that time are among them.
        var areAllNew = stored is not null || topic.TopicId != _firstTopicId;
        var starts = planner.Plan(
            wanted,
            topic.TopicId,
            topic.Partitions.Count,
            number => areAllNew || !_atFirstSight!.Contains(number),
            cancellation
        );
        var begun = new List<(PartitionStart, PartitionPosition)>(starts.Count);
        foreach (var start in starts)
        {
            log.Tell(start, wanted[start.Partition]?.Next);
            if (!_partitions.TryGetValue(start.Partition, out var partition))
            {
                _partitions[start.Partition] = partition = new TrackedPartition(null);
            }

            begun.Add((start, partition.Begin(start)));
        }

        readers.Begin(begun);
        IsWaitingForAnswers = begun.Count < wanted.Count;
        if (IsWaitingForAnswers)
        {
            metadata.Ask();
        }
    }

    private void Release(IEnumerable<KeyValuePair<int, TrackedPartition>> partitions)
    {
        var released = partitions.Where(one => !one.Value.IsReleasing).ToArray();
        foreach (var one in released)
        {
            one.Value.Releasing();
        }

        readers.Release(released.Select(one => one.Key));
    }
}
