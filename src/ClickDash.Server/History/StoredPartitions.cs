using ClickDash.Core.Wire;

namespace ClickDash.Server.History;

/// <summary>How far each partition was read, with the identity of what was read: its topic's id, the leader's epoch, the segments before.</summary>
internal sealed class StoredPartitions(StoreTables tables, long content)
{
    private readonly Dictionary<(string, int), ReadSegment[]> _stored = [];

    /// <summary>All partitions of the content.</summary>
    public PartitionProgress[] Load()
    {
        var segments = tables
            .Rows(
                "SELECT topic, number, id, start, next, skipped, lost, truncated, reason, ended FROM segment WHERE content = $a ORDER BY topic, number, place",
                row =>
                    (
                        Partition: (row.GetString(0), row.GetInt32(1)),
                        Segment: new ReadSegment(
                            row.IsDBNull(2) ? null : row.GetString(2),
                            row.GetInt64(3),
                            row.GetInt64(4),
                            row.GetInt64(5),
                            row.GetInt64(6),
                            row.GetInt64(7),
                            Enum.Parse<SegmentEnd>(row.GetString(8)),
                            row.GetInt64(9)
                        )
                    ),
                content
            )
            .ToLookup(one => one.Partition, one => one.Segment);
        return
        [
            .. tables.Rows(
                "SELECT topic, number, id, epoch, start, next, skipped, lost FROM reading WHERE content = $a ORDER BY topic, number",
                row => new PartitionProgress(
                    row.GetString(0),
                    row.GetInt32(1),
                    row.GetInt64(4),
                    row.GetInt64(5),
                    row.GetInt64(5),
                    Lag: 0,
                    row.GetInt64(6)
                )
                {
                    TopicId = row.IsDBNull(2) ? null : row.GetString(2),
                    LeaderEpoch = row.GetInt32(3),
                    Lost = row.GetInt64(7),
                    Earlier = [.. segments[(row.GetString(0), row.GetInt32(1))]],
                },
                content
            ),
        ];
    }

    /// <summary>Writes how far a partition is read into the transaction that is open.</summary>
    /// <param name="one">The partition.</param>
    /// <param name="topicId">Its topic's id, where the partition itself does not say it.</param>
    public void Save(PartitionProgress one, string? topicId)
    {
        tables.Run(
            "INSERT OR REPLACE INTO reading (content, topic, number, id, epoch, start, next, skipped, lost) VALUES ($a, $b, $c, $d, $e, $f, $g, $h, $i)",
            content,
            one.Topic,
            one.Partition,
            one.TopicId ?? topicId,
            one.LeaderEpoch,
            one.Start,
            one.Next,
            one.Skipped,
            one.Lost
        );
        // A segment that is over never changes, and there are none for most partitions: they are written when there is another.
        var place = (one.Topic, one.Partition);
        if (_stored.GetValueOrDefault(place, []).AsSpan().SequenceEqual(one.Earlier))
        {
            return;
        }

        tables.Run(
            "DELETE FROM segment WHERE content = $a AND topic = $b AND number = $c",
            content,
            one.Topic,
            one.Partition
        );
        foreach (var (at, segment) in one.Earlier.Index())
        {
            tables.Run(
                "INSERT INTO segment (content, topic, number, place, id, start, next, skipped, lost, truncated, reason, ended) VALUES ($a, $b, $c, $d, $e, $f, $g, $h, $i, $j, $k, $l)",
                content,
                one.Topic,
                one.Partition,
                at,
                segment.TopicId,
                segment.Start,
                segment.Next,
                segment.Skipped,
                segment.Lost,
                segment.Truncated,
                segment.End.ToString(),
                segment.EndedAt
            );
        }
    }

    /// <summary>The transaction with these is through.</summary>
    public void Saved(IEnumerable<PartitionProgress> partitions)
    {
        foreach (var one in partitions)
        {
            _stored[(one.Topic, one.Partition)] = one.Earlier;
        }
    }
}
