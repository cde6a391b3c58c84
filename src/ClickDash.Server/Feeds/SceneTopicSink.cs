using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Scenes;

namespace ClickDash.Server.Feeds;

/// <summary>One topic's way into a scene's fold, by one reader. Its own state and the fold are under the reading's lock.</summary>
internal sealed class SceneTopicSink(string topic, SceneFold fold, Lock gate, TimeProvider time)
    : ITopicSink,
        IReaderSink
{
    private readonly HashSet<int> _behind = [];
    private bool _hasBegun;

    /// <summary>Its name.</summary>
    public string Topic => topic;

    /// <summary>How reading goes, and a sentence on it.</summary>
    public (IngestState State, string Message) State { get; private set; } =
        (IngestState.Connecting, "");

    /// <summary>Whether all that was in the topic when reading began is read, or nothing can be.</summary>
    public bool IsCaughtUp =>
        (_hasBegun && _behind.Count == 0)
        || State.State is IngestState.WaitingForTopic or IngestState.Refused or IngestState.Failed;

    /// <summary>Whether the topic was made anew, or its log was cut: what was folded of it is of another one.</summary>
    public bool WasMadeAnew { get; private set; }

    /// <summary>Says how reading goes.</summary>
    public void Tell(IngestState state, string message)
    {
        lock (gate)
        {
            State = (state, message);
        }
    }

    IReaderSink ITopicSink.NewReader(int number) => this;

    void ITopicSink.Report(TopicReport report) => Tell(report.State, report.Message);

    void IReaderSink.Begin(IReadOnlyList<PartitionStart> starts)
    {
        lock (gate)
        {
            _hasBegun = true;
            WasMadeAnew |= starts.Any(one =>
                one.Kind is SegmentStart.Recreated or SegmentStart.Truncated
            );
            _behind.UnionWith(
                starts.Where(one => one.Offset < one.End).Select(one => one.Partition)
            );
        }
    }

    void IReaderSink.Take(in MessageView message)
    {
        lock (gate)
        {
            fold.Record(
                new SceneInput
                {
                    Topic = topic,
                    Partition = message.Partition,
                    Key = message.Key,
                    Value = message.Value,
                    Time =
                        message.Timestamp < 0
                            ? time.GetUtcNow().ToUnixTimeMilliseconds()
                            : message.Timestamp,
                }
            );
        }
    }

    void IReaderSink.Reached(int partition, long offset)
    {
        lock (gate)
        {
            _behind.Remove(partition);
        }
    }

    void IReaderSink.Lost(int partition, long from, long until, LossReason reason)
    {
        // What was deleted is on no picture.
    }

    void IReaderSink.Flush()
    {
        // Each message was folded as it came.
    }
}
