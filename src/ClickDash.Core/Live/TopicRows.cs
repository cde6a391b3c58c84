namespace ClickDash.Core.Live;

/// <summary>
/// The rows of counts of a topic. A topic that is deleted and made anew has rows of its own: what the old one's rows counted stays counted,
/// and nothing replaces it any more. Partitions come to the new topic one by one. Belongs to the aggregator.
/// </summary>
/// <param name="newLatest">Makes a place for rows.</param>
public sealed class TopicRows(Func<LatestCounts> newLatest)
{
    private readonly HashSet<int> _begun = [];

    // Partitions of which messages of the former topic may still come: what was fetched before is counted after.
    private readonly HashSet<int> _former = [];
    private LatestCounts? _formerRows;
    private string? _topicId;
    private bool _beginsAnew;
    private long _evictedBefore;

    /// <summary>The rows of the topic that there is.</summary>
    public LatestCounts Latest { get; private set; } = newLatest();

    /// <summary>How many rows were evicted since the start before the lateness let them, for want of room.</summary>
    public long EvictedEarly => _evictedBefore + Latest.EvictedEarly;

    /// <summary>The rows that a partition's messages are of.</summary>
    public LatestCounts Of(int partition) =>
        _formerRows is not null && _former.Contains(partition) ? _formerRows : Latest;

    /// <summary>A partition's reading begins.</summary>
    /// <param name="partition">Its number.</param>
    /// <param name="topicId">The topic's id; null where the broker has none.</param>
    /// <param name="isRecreated">Whether it is known that the topic was made anew since the partition was read.</param>
    /// <returns>Whether it is the first of a topic that was made anew.</returns>
    public bool Begin(int partition, string? topicId, bool isRecreated)
    {
        var isAnew =
            topicId is not null && _topicId is not null
                ? topicId != _topicId
                : isRecreated && !_former.Contains(partition);
        if (isAnew)
        {
            _evictedBefore += Latest.EvictedEarly;
            (_formerRows, Latest) = (Latest, newLatest());
            _beginsAnew |= _formerRows.IsUsed;
            _topicId = null;
            _former.UnionWith(_begun);
        }

        _topicId = topicId ?? _topicId;
        _begun.Add(partition);
        _former.Remove(partition);
        ForgetFormer();
        return isAnew;
    }

    /// <summary>Only these partitions are there: of others nothing comes any more.</summary>
    public void Keep(IReadOnlyCollection<int> partitions)
    {
        Latest.Keep(partitions);
        if (_formerRows is not null)
        {
            _former.IntersectWith(partitions);
            ForgetFormer();
        }
    }

    /// <summary>The rows where an earlier run stopped, to be given to <see cref="Restore"/>; on any thread, since of a million it takes a while.</summary>
    public LatestCounts Restored(RowCounts rows)
    {
        var restored = newLatest();
        restored.Restore(rows);
        return restored;
    }

    /// <summary>Goes on where an earlier run stopped; before anything is read.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="topicId">The id of the topic that they are of; null where it is not known.</param>
    public void Restore(LatestCounts rows, string? topicId) => (Latest, _topicId) = (rows, topicId);

    /// <summary>Hands over the rows that changed since this was last asked; null where there never were any.</summary>
    /// <param name="topic">The topic's name.</param>
    public RowCounts? TakeChanged(string topic)
    {
        var changed = Latest.TakeChanged(topic);
        if (_beginsAnew)
        {
            changed ??= new RowCounts(topic, Latest.Since, new Dictionary<RowKey, RowCount>());
        }

        changed = changed is null
            ? null
            : changed with
            {
                TopicId = _topicId,
                BeginsAnew = _beginsAnew,
            };
        _beginsAnew = false;
        return changed;
    }

    private void ForgetFormer()
    {
        if (_former.Count == 0)
        {
            _formerRows = null;
        }
    }
}
