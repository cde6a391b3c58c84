using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace ClickDash.Kafka;

/// <summary>Finds out where partitions begin: all offsets are numbers before anything is read. Those that the broker did not answer for are left out.</summary>
internal sealed class StartPlanner(
    OffsetQuestion offsets,
    EpochProbe probe,
    KafkaOptions options,
    StoredOffsets? stored
)
{
    private readonly HashSet<int> _begun = [];
    private readonly StartFrom _from = StartFrom.TryParse(options.StartFrom, out var from)
        ? from
        : throw new KafkaFatalException(options.Validate().First());

    /// <param name="positions">The partitions to begin, with what was read of them; null where nothing was.</param>
    /// <param name="topicId">The topic's id now.</param>
    /// <param name="partitions">How many partitions the topic has.</param>
    /// <param name="isNew">Whether a partition of which nothing was read came later than the others, and so is read from its first message.</param>
    /// <param name="cancellation">Ends the questions.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<PartitionStart> Plan(
        IReadOnlyDictionary<int, StoredPartition?> positions,
        string? topicId,
        int partitions,
        Func<int, bool> isNew,
        CancellationToken cancellation
    )
    {
        int[] numbers = [.. positions.Keys.Order()];
        var lows = Ask(numbers, OffsetSpec.Earliest(), cancellation);
        // Who did not answer once is waited for no second time: the others begin meanwhile.
        var ends = Ask([.. lows.Keys], OffsetSpec.Latest(), cancellation);
        numbers = [.. numbers.Where(ends.ContainsKey)];
        var compared = numbers
            .Where(number =>
                positions[number] is { LeaderEpoch: >= 0 } position
                && IsSame(position, topicId) == true
                && position.Next >= lows[number].Offset
            )
            .ToDictionary(number => number, number => positions[number]!);
        var cuts = probe.Ask(compared, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var byTime = Since(
            numbers.Where(number => positions[number] is null && !isNew(number)),
            _from.Time,
            cancellation
        );
        var again = Since(
            numbers.Where(number => positions[number] is not null && !_begun.Contains(number)),
            stored?.Again?.Since,
            cancellation
        );

        var starts = new List<PartitionStart>(numbers.Length);
        foreach (var number in numbers)
        {
            var (low, end) = (lows[number].Offset, ends[number]);
            var start =
                positions[number] is not { } position
                    ? First(number, topicId, low, end, isNew(number), byTime)
                : compared.ContainsKey(number) && !cuts.ContainsKey(number) ? null
                : Resume(number, position, topicId, low, end.Offset, cuts);
            if (start is not null)
            {
                starts.Add(start);
            }
        }

        PartitionStart[] begun = [.. WithPast(starts, again, partitions)];
        _begun.UnionWith(begun.Select(start => start.Partition));
        return begun;
    }

    /// <summary>Where an earlier run was left, what it counted is read again, once; those of which the broker did not say from where on are left out.</summary>
    private List<PartitionStart> WithPast(
        List<PartitionStart> starts,
        Dictionary<int, long> since,
        int partitions
    )
    {
        if (stored?.Again is not { } again)
        {
            return starts;
        }

        var pasts = starts
            .Where(start =>
                start is { Kind: SegmentStart.Continued }
                && start.From <= start.Offset
                && !_begun.Contains(start.Partition)
            )
            .ToArray();
        return
        [
            .. starts.Except(pasts),
            .. PastPlan.For(
                [.. pasts.Where(start => since.ContainsKey(start.Partition))],
                since,
                again,
                // Those of a topic that had more are gone and need nothing.
                stored.Partitions.Keys.Count(number => number < partitions)
            ),
        ];
    }

    private IReadOnlyDictionary<int, (long Offset, int LeaderEpoch)> Ask(
        IReadOnlyCollection<int> partitions,
        OffsetSpec spec,
        CancellationToken cancellation
    ) => offsets.Ask(partitions, spec, IsolationLevel.ReadUncommitted, cancellation);

    /// <summary>The first offsets of a time on; -1 where nothing is as new.</summary>
    private Dictionary<int, long> Since(
        IEnumerable<int> partitions,
        DateTimeOffset? time,
        CancellationToken cancellation
    ) =>
        time is not { } since
            ? []
            : Ask(
                    [.. partitions],
                    OffsetSpec.ForTimestamp(since.ToUnixTimeMilliseconds()),
                    cancellation
                )
                .ToDictionary(one => one.Key, one => one.Value.Offset);

    private PartitionStart? First(
        int number,
        string? topicId,
        long low,
        (long Offset, int LeaderEpoch) end,
        bool isNew,
        Dictionary<int, long> byTime
    )
    {
        long offset;
        if (isNew)
        {
            offset = low;
        }
        else if (_from.Time is null)
        {
            offset =
                _from.Newest is { } newest ? Math.Max(low, end.Offset - newest)
                : _from.IsLatest ? end.Offset
                : low;
        }
        else if (byTime.TryGetValue(number, out var found))
        {
            // Nothing as new as that time yet: what comes next.
            offset = found < 0 ? end.Offset : found;
        }
        else
        {
            return null;
        }

        // A log that is cut before anything was read of it is noticed by the epoch that its end was written in.
        var epoch = offset == end.Offset ? end.LeaderEpoch : -1;
        return new(number, topicId, epoch, offset, low, end.Offset, offset, SegmentStart.First);
    }

    private static PartitionStart Resume(
        int number,
        StoredPartition position,
        string? topicId,
        long low,
        long end,
        IReadOnlyDictionary<int, long> cuts
    )
    {
        var next = position.Next;
        long? comparedAt = cuts.TryGetValue(number, out var cut) ? cut : null;
        var same = IsSame(position, topicId);
        var (kind, offset) = OffsetResetPolicy.Resume(next, low, end, same, comparedAt);
        return kind == SegmentStart.Continued
            ? new(number, topicId, position.LeaderEpoch, next, low, end, offset, kind)
            : new(number, topicId, -1, offset, low, end, offset, kind);
    }

    private static bool? IsSame(StoredPartition position, string? topicId) =>
        position.TopicId is null || topicId is null ? null : position.TopicId == topicId;
}
