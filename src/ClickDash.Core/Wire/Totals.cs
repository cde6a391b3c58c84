using System.Text.Json.Serialization;

namespace ClickDash.Core.Wire;

/// <summary>What was read since counting began. <c>Messages + Skipped + Lost</c> equals the sum of <c>Next − Start</c> over all segments of the partitions.</summary>
/// <param name="Clicks">The sum of weights of all clicks counted.</param>
/// <param name="Messages">Messages read, dropped ones included.</param>
/// <param name="Ignored">Well-formed messages that are not clicks.</param>
/// <param name="Late">Clicks that came after their own second was closed.</param>
/// <param name="Retimed">Clicks whose time could not be theirs; the message's time was taken.</param>
/// <param name="Dropped">What was not counted, by reason.</param>
/// <param name="Skipped">Offsets passed that never held a message for us: control records, aborted transactions, compacted ones.</param>
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
    /// <summary>Clicks whose time was given and could not be read; the message's time was taken.</summary>
    public long UnreadableTime { get; init; }

    /// <summary>Clicks about whose time the reader's clock decided: reading them again may decide otherwise.</summary>
    public long ArrivalJudged { get; init; }

    /// <summary>Clicks that were <c>(other)</c> since the start because there was no room to name their value, by dimension; those without any are left out.</summary>
    public IReadOnlyDictionary<string, long> Unnamed { get; init; } =
        new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>The rows of counts of each topic that has any.</summary>
    public TopicRowTotals[] Rows { get; init; } = [];

    /// <summary>Whether numbers of active users and of sessions are estimates at the moment: more users came within an hour than are told apart.</summary>
    public bool UsersApproximate { get; init; }

    /// <summary>How reading and storing go, as pictures say it; null where nobody asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IngestStatus? Ingest { get; init; }

    /// <summary>Offsets passed whose messages were gone before they could be read.</summary>
    public long Lost => Partitions.Sum(one => one.Lost + one.Earlier.Sum(segment => segment.Lost));

    /// <summary>Messages that were read and that the cluster lost afterwards; they stay counted.</summary>
    public long Truncated => Partitions.Sum(one => one.Earlier.Sum(segment => segment.Truncated));

    /// <summary>Offsets passed in all segments of all partitions.</summary>
    [JsonIgnore]
    public long Offsets => Partitions.Sum(one => one.Offsets);

    /// <summary>Whether each offset that was passed is a message that was read, known to hold none, or lost.</summary>
    [JsonIgnore]
    public bool AddsUp => Messages + Skipped + Lost == Offsets;
}

/// <summary>How many rows of a topic's counts may still be replaced or taken back.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Kept">How many there are.</param>
/// <param name="MaxRows">How many there may be; beyond, the oldest second's are evicted.</param>
/// <param name="EvictedEarly">How many were evicted since the start before the lateness allowed was over: what comes for them is too late.</param>
public sealed record TopicRowTotals(string Topic, long Kept, long MaxRows, long EvictedEarly);
