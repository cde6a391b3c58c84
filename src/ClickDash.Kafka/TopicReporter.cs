using System.Diagnostics;
using ClickDash.Core.Wire;

namespace ClickDash.Kafka;

/// <summary>Puts together how a topic and its partitions go. Belongs to the coordinator's thread.</summary>
internal sealed class TopicReporter(
    KafkaOptions options,
    string servers,
    MetadataPoller metadata,
    TopicCoordinator coordinator,
    TopicStatus status
)
{
    // A usual transaction is over before that.
    private static readonly TimeSpan LongTransaction = TimeSpan.FromSeconds(5);

    private readonly Dictionary<int, (long Readable, long Since)> _heldBack = [];
    private readonly LeaderSilence _silence = new(TimeProvider.System);
    private readonly string? _user = options.Client.GetValueOrDefault("sasl.username");
    private (IngestState State, StatusMessage Message) _said = (
        IngestState.Connecting,
        StatusMessages.Connecting(servers)
    );
    private IReadOnlyList<PartitionMetadata>? _known;
    private int _followed;
    private long _read;
    private bool _isQuiet = true;

    /// <summary>Tells how it goes now.</summary>
    public void Report()
    {
        var topic = metadata.Latest;
        if (topic is not null && topic.Number != _followed)
        {
            _followed = topic.Number;
            var read = coordinator.HandedOver().Sum(one => one.Next);
            (_isQuiet, _read) = (read == _read, read);
        }

        if (topic is not { Answer: MetadataAnswer.Found })
        {
            // Nobody asks leaders meanwhile, of which there may be none.
            _silence.Clear();
        }

        if (topic?.Answer is MetadataAnswer.Found or MetadataAnswer.Missing)
        {
            _known = topic.Partitions;
        }

        if (topic is not null)
        {
            _said = Judge(topic);
        }

        status.Set(_said.State, _said.Message, Partitions(topic));
    }

    private (IngestState, StatusMessage) Judge(TopicMetadata topic)
    {
        switch (topic.Answer)
        {
            case MetadataAnswer.Found:
                return Judge(topic, topic.Partitions.Count(one => one.HasLeader));
            case MetadataAnswer.Missing:
                return (
                    IngestState.WaitingForTopic,
                    coordinator.Partitions.Count > 0
                        ? StatusMessages.TopicDeleted(options.Topic, servers)
                        : StatusMessages.TopicMissing(options.Topic, servers)
                );
            case MetadataAnswer.Refused:
                return (
                    IngestState.Refused,
                    StatusMessages.Refused(options.Topic, servers, _user, topic.Error!)
                );
            default:
                return _isQuiet
                    ? (
                        IngestState.Connecting,
                        StatusMessages.Unreachable(servers, status.Cause ?? topic.Error)
                    )
                    : _said;
        }
    }

    private (IngestState, StatusMessage) Judge(TopicMetadata topic, int led)
    {
        if (!topic.MayRead)
        {
            return (IngestState.Refused, StatusMessages.ReadRefused(options.Topic, servers, _user));
        }

        var waiting = topic.Partitions.Count - led;
        var reading = topic.Partitions.Count(one => one.HasLeader && IsRunning(one.Number));
        return reading > 0
                ? (
                    IngestState.Reading,
                    StatusMessages.Reading(options.Topic, servers, reading, waiting)
                )
            : led == 0 ? (IngestState.Connecting, StatusMessages.NoLeader(options.Topic, servers))
            : coordinator.IsWaitingForAnswers
                ? (IngestState.Connecting, StatusMessages.Unreachable(servers, status.Cause))
            : _said;
    }

    private IReadOnlyList<PartitionReport> Partitions(TopicMetadata? topic)
    {
        var known =
            _known
            ??
            [
                .. coordinator.Partitions.Keys.Select(number => new PartitionMetadata(
                    number,
                    true
                )),
            ];
        return [.. known.Select(one => Partition(one, topic))];
    }

    private PartitionReport Partition(PartitionMetadata partition, TopicMetadata? topic)
    {
        var number = partition.Number;
        var isKnown = metadata.Ends.TryGetValue(number, out var end) && !IsAnother(number, topic);
        var heldBack = end.HighWatermark - end.Readable;
        if (!partition.HasLeader)
        {
            _silence.Forget(number);
        }

        var (state, message) = _said.State switch
        {
            IngestState.Refused => (PartitionState.Refused, _said.Message.Text),
            IngestState.Connecting when topic is not { Answer: MetadataAnswer.Found } => (
                PartitionState.Connecting,
                _said.Message.Text
            ),
            _ when !partition.HasLeader => (
                PartitionState.WaitingForLeader,
                StatusMessages.NoLeader(options.Topic, [number]).Text
            ),
            _ when _silence.IsLong(number, end.AskedAt) => (
                PartitionState.Unanswered,
                StatusMessages.Unanswered(options.Topic, [number]).Text
            ),
            _ when !IsRunning(number) => (PartitionState.Connecting, null),
            _ when IsHeldBack(number, end) => (
                PartitionState.HeldBack,
                StatusMessages.HeldBack(options.Topic, [number], heldBack).Text
            ),
            _ => (PartitionState.Reading, (string?)null),
        };
        return new PartitionReport(number, state, message, isKnown ? end.Readable : null, heldBack)
        {
            SureEnd = isKnown && end.Sure >= 0 ? end.Sure : null,
            EndAskedAt = isKnown ? end.AskedAt : null,
        };
    }

    /// <summary>Whether what is read of a partition is of a topic that is not there any more.</summary>
    private bool IsAnother(int partition, TopicMetadata? topic) =>
        topic?.TopicId is { } id
        && coordinator.Partitions.TryGetValue(partition, out var tracked)
        && (tracked.TopicId ?? tracked.Position?.TopicId) is { } read
        && read != id;

    private bool IsRunning(int partition) =>
        coordinator.Partitions.TryGetValue(partition, out var tracked)
        && tracked is { Running: not null, IsReleasing: false };

    /// <summary>Whether all that can be read is read, and the rest has been held back for a while.</summary>
    private bool IsHeldBack(int number, PartitionEnd end)
    {
        if (
            end.HighWatermark == end.Readable
            || coordinator.Partitions[number].Running!.HandedOver < end.Readable
        )
        {
            _heldBack.Remove(number);
            return false;
        }

        if (!_heldBack.TryGetValue(number, out var since) || since.Readable != end.Readable)
        {
            _heldBack[number] = since = (end.Readable, Stopwatch.GetTimestamp());
        }

        return Stopwatch.GetElapsedTime(since.Since) >= LongTransaction;
    }
}
