using System.Text.Json.Serialization;

namespace ClickDash.Core.Wire;

/// <summary>What was read since counting began. <c>Messages + Skipped</c> equals the sum of <c>Next − Start</c> over the partitions.</summary>
/// <param name="Clicks">The sum of weights of all clicks counted.</param>
/// <param name="Messages">Messages read, dropped ones included.</param>
/// <param name="Ignored">Well-formed messages that are not clicks.</param>
/// <param name="Late">Clicks that came after their own second was closed.</param>
/// <param name="Retimed">Clicks whose time could not be theirs; the message's time was taken.</param>
/// <param name="Dropped">What was not counted, by reason.</param>
/// <param name="Skipped">Offsets passed that hold no message: control records, compacted ones, gaps.</param>
/// <param name="Partitions">How far each partition is read.</param>
public sealed record Totals(
    long Clicks,
    long Messages,
    long Ignored,
    long Late,
    long Retimed,
    IReadOnlyDictionary<string, long> Dropped,
    long Skipped,
    PartitionProgress[] Partitions
)
{
    /// <summary>Offsets passed in all partitions.</summary>
    [JsonIgnore]
    public long Offsets => Partitions.Sum(one => one.Next - one.Start);

    /// <summary>Whether each offset that was passed is a message that was read, or known to hold none.</summary>
    [JsonIgnore]
    public bool AddsUp => Messages + Skipped == Offsets;
}

/// <summary>How far a partition is read, in offsets.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Partition">Its number.</param>
/// <param name="Start">The first offset that was to be read.</param>
/// <param name="Next">The next one to read.</param>
/// <param name="End">The one after the newest, as far as known.</param>
/// <param name="Lag"><c>End − Next</c>, at least 0.</param>
/// <param name="Skipped">Offsets passed that hold no message: <c>Next − Start − Skipped</c> messages were read.</param>
public sealed record PartitionProgress(
    string Topic,
    int Partition,
    long Start,
    long Next,
    long End,
    long Lag,
    long Skipped
);
