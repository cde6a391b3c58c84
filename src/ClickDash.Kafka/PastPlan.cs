namespace ClickDash.Kafka;

/// <summary>
/// What is read again of partitions that go on: all that is asked for, or, where that is too much, the same part of each, so that
/// a busy partition reaches back as far as a quiet one.
/// </summary>
internal static class PastPlan
{
    /// <summary>Sets from where on each is read.</summary>
    /// <param name="starts">Where they go on.</param>
    /// <param name="since">The first offset of the time that is asked for, by partition; -1 where nothing is as new.</param>
    /// <param name="again">What is asked for.</param>
    /// <param name="partitions">How many partitions share in that: those that begin another time have their share then.</param>
    public static IEnumerable<PartitionStart> For(
        IReadOnlyCollection<PartitionStart> starts,
        IReadOnlyDictionary<int, long> since,
        ReadAgain again,
        int partitions
    )
    {
        var wanted = starts.Sum(start => Wanted(start, since));
        var most = (double)again.Messages * starts.Count / partitions;
        var part = wanted <= most ? 1 : most / wanted;
        return starts.Select(start =>
        {
            var from = start.Offset - (long)(Wanted(start, since) * part);
            var first = since[start.Partition];
            return start with
            {
                From = from,
                // What retention has deleted is older than what it has left; where it has left all, nobody asks.
                OlderThan =
                    from > start.Low && (first < 0 || first >= from)
                        ? again.Since.ToUnixTimeMilliseconds()
                        : null,
            };
        });
    }

    /// <summary>How many messages of a partition are asked for and there.</summary>
    private static long Wanted(PartitionStart start, IReadOnlyDictionary<int, long> since) =>
        since[start.Partition] is var first && first < 0
            ? 0
            : start.Offset - Math.Clamp(first, start.Low, start.Offset);
}
