using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Ingest;

namespace ClickDash.Server.Live;

/// <summary>How reading, storing and the alerts go, as every picture says it. Read and told under the intake's lock.</summary>
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

    /// <summary>Of several topics the one that is worst off speaks.</summary>
    public IngestStatus Status()
    {
        var (state, message) = topics
            .OrderByDescending(topic => topic.FormatTrouble is not null)
            .Select(topic => topic.Status)
            .MaxBy(one => Badness(one.State));
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
        );
    }

    private static int Badness(IngestState state) =>
        state switch
        {
            IngestState.Failed => 3,
            IngestState.Connecting => 2,
            IngestState.WaitingForTopic => 1,
            _ => 0,
        };
}
