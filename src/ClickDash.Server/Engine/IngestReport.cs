using ClickDash.Core.Wire;
using ClickDash.Kafka;

namespace ClickDash.Server.Engine;

/// <summary>How reading, storing and the alerts go, as every picture says it. Belongs to the aggregator.</summary>
internal sealed class IngestReport(
    TopicIntake[] topics,
    ReadingPause pause,
    KafkaConnection kafka,
    Connections connections
)
{
    /// <summary>What is wrong with storing; null when all is well.</summary>
    public string? StoreTrouble { get; set; }

    /// <summary>The alerts that fire; null where none does.</summary>
    public string? Alerts { get; set; }

    /// <summary>Up to when all that came was read, in epoch milliseconds.</summary>
    public long ReadThrough { get; set; }

    /// <summary>From when on what came may not be read yet, in epoch milliseconds; null while reading keeps up.</summary>
    /// <param name="status">How it goes.</param>
    /// <param name="now">The moment that it is said for.</param>
    public long? UnreadSince(IngestStatus status, long now)
    {
        if (status is { State: IngestState.Reading, CatchingUp: null })
        {
            ReadThrough = now;
            return null;
        }

        return Math.Min(ReadThrough, now);
    }

    /// <summary>Reading while any topic is read, and then what does not flow is said beside; else the topic that is worst off speaks.</summary>
    public IngestStatus Status()
    {
        var (state, message) = topics
            .OrderByDescending(topic => topic.FormatTrouble is not null)
            .Select(topic => topic.Status)
            .MinBy(one => Badness(one.State));
        var isReading = state == IngestState.Reading;
        if (!isReading)
        {
            (state, message) = topics
                .Select(topic => topic.Status)
                .MaxBy(one => Badness(one.State));
        }

        var trouble = isReading ? string.Join(' ', Troubles()) : "";
        var refilling = topics.Sum(topic => topic.Refilling);
        if (pause.IsOn && state == IngestState.Reading)
        {
            (state, message) = (
                IngestState.Paused,
                "The presenter lets the consumer rest, as one that has failed would. Nothing is lost: all is read afterwards."
            );
        }

        return new IngestStatus(
            state,
            message,
            kafka.IsDemo,
            kafka.Address,
            string.Join(", ", topics.Select(topic => topic.Topic)),
            StoreTrouble,
            Alerts,
            Array.Find(topics, topic => topic.FormatTrouble is not null)?.FormatTrouble,
            connections.Backoff
        )
        {
            Trouble = trouble.Length == 0 ? null : trouble,
            CatchingUp = Array.Exists(topics, topic => topic.CatchingUp is not null)
                ? topics.Sum(topic => topic.CatchingUp)
                : null,
            Refilling = refilling == 0 ? null : refilling,
        };
    }

    /// <summary>What of all topics and partitions does not flow, once each.</summary>
    public IEnumerable<string> Troubles() =>
        topics
            .SelectMany(topic =>
                topic.Status.State == IngestState.Reading
                    ? topic
                        .Progress()
                        .Where(partition => partition.State != PartitionState.Gone)
                        .Select(partition => partition.Message)
                        .OfType<string>()
                    : [topic.Status.Message]
            )
            .Distinct(StringComparer.Ordinal);

    private static int Badness(IngestState state) =>
        state switch
        {
            IngestState.Failed => 4,
            IngestState.Refused => 3,
            IngestState.Connecting => 2,
            IngestState.WaitingForTopic => 1,
            _ => 0,
        };
}
