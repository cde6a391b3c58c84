using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>What the broker said about the topic when last asked.</summary>
/// <param name="Number">Counts the questions, from 1.</param>
/// <param name="Answer">Its kind.</param>
/// <param name="Partitions">The topic's partitions by number, where it was found.</param>
/// <param name="TopicId">The topic's id, where the broker knows ids.</param>
/// <param name="MayRead">Whether we have the right READ on it; true where nobody says otherwise.</param>
/// <param name="Error">What went wrong, where nothing was found.</param>
internal sealed record TopicMetadata(
    int Number,
    MetadataAnswer Answer,
    IReadOnlyList<PartitionMetadata> Partitions,
    string? TopicId = null,
    bool MayRead = true,
    Error? Error = null
)
{
    /// <summary>Whether the id is known, be it that there is none; else the next answer may tell it.</summary>
    public bool IsIdKnown { get; init; } = true;
}

/// <summary>A partition, and whether a broker leads it at the moment: only then can it be asked for its offsets.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PartitionMetadata(int Number, bool HasLeader);

/// <summary>Where a partition ends.</summary>
/// <param name="Readable">The offset after the newest message that can be read, by the isolation level in force.</param>
/// <param name="HighWatermark">The offset after the newest message, open transactions included.</param>
/// <param name="Sure">The newest readable one of which it is known that it was this topic's: it was still there afterwards; -1 for none.</param>
/// <param name="AskedAt">When it was asked for, by this machine's clock, in epoch milliseconds.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PartitionEnd(
    long Readable,
    long HighWatermark,
    long Sure,
    long AskedAt
);

internal enum MetadataAnswer
{
    /// <summary>No broker answered.</summary>
    Unreachable,

    /// <summary>A broker answered, and does not let us see the topic.</summary>
    Refused,

    /// <summary>There is no such topic.</summary>
    Missing,

    /// <summary>The topic is there.</summary>
    Found,
}
