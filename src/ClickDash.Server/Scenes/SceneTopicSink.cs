using ClickDash.Core.Scenes;
using ClickDash.Core.Wire;
using ClickDash.Kafka;

namespace ClickDash.Server.Scenes;

/// <summary>One topic's way into a scene's fold. Its own state and the fold are under the reading's lock.</summary>
internal sealed class SceneTopicSink(string topic, SceneFold fold, Lock gate, TimeProvider time)
    : IMessageSink
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
        || State.State is IngestState.WaitingForTopic or IngestState.Failed;

    /// <summary>Whether the topic was made anew: what was folded of it is of another one.</summary>
    public bool WasMadeAnew { get; private set; }

    public void Begin(string? topicId, IReadOnlyList<PartitionStart> starts)
    {
        lock (gate)
        {
            _hasBegun = true;
            _behind.UnionWith(
                starts.Where(one => one.Offset < one.End).Select(one => one.Partition)
            );
        }
    }

    public void Take(MessageBatch batch)
    {
        lock (gate)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            for (var i = 0; i < batch.Count; i++)
            {
                var message = batch[i];
                fold.Record(
                    new SceneInput
                    {
                        Topic = topic,
                        Partition = message.Partition,
                        Key = message.Key,
                        Value = message.Value,
                        Time = message.Timestamp < 0 ? now : message.Timestamp,
                    }
                );
            }
        }
    }

    public void Reached(int partition, long offset)
    {
        lock (gate)
        {
            _behind.Remove(partition);
        }
    }

    public void Ends(IReadOnlyList<PartitionEnd> ends)
    {
        // A picture shows what was read; how much waits is the pipeline's page.
    }

    public void Lost(int partition, long expected, long actual, string reason)
    {
        lock (gate)
        {
            WasMadeAnew |= actual < expected;
        }
    }

    public void Status(IngestState state, string message) => Tell(state, message);

    /// <summary>Says how reading goes.</summary>
    public void Tell(IngestState state, string message)
    {
        lock (gate)
        {
            State = (state, message);
        }
    }
}
