using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>What the broker said about the topic when last asked.</summary>
/// <param name="Number">Counts surveys, from 1.</param>
/// <param name="Answer">Its kind.</param>
/// <param name="Partitions">The topic's partitions, where it was found.</param>
/// <param name="TopicId">The topic's id, where the broker knows ids.</param>
/// <param name="Error">What went wrong, where nothing was found.</param>
internal sealed record TopicSurvey(
    int Number,
    SurveyAnswer Answer,
    IReadOnlyList<SurveyedPartition> Partitions,
    string? TopicId,
    Error? Error
);

/// <summary>A partition, and whether a broker leads it at the moment: only then can it be asked for its offsets.</summary>
internal readonly record struct SurveyedPartition(int Number, bool HasLeader);

internal enum SurveyAnswer
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
