using System.Runtime.InteropServices;
using ClickDash.Core.Wire;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>
/// Which partitions are read, and from where: follows what the broker says about the topic. Belongs to the consumer's thread.
/// </summary>
internal sealed class TopicReader(
    IConsumer<MessageBatch.InArena, MessageBatch.InArena> consumer,
    KafkaOptions options,
    string servers,
    IMessageSink sink,
    StatusLine status,
    StoredOffsets? stored
)
{
    private readonly Dictionary<int, long> _next = stored is null ? [] : new(stored.Next);
    private readonly HashSet<int> _assigned = [];
    private readonly StartOffsets _offsets = new(consumer, options);
    private readonly HashSet<int> _begun = [];
    private HashSet<int>? _atFirstSight;
    private string? _topicId = stored?.TopicId;
    private int _followed;
    private int _staleUntil;
    private bool _hasRead;

    /// <summary>Takes up what the newest survey says; one already followed changes nothing.</summary>
    public void Follow(TopicSurvey survey)
    {
        // A survey that was under way when trouble came may still tell of the time before.
        if (survey.Number == _followed || survey.Number < _staleUntil)
        {
            return;
        }

        _followed = survey.Number;
        var wasQuiet = !_hasRead;
        _hasRead = false;
        switch (survey.Answer)
        {
            case SurveyAnswer.Found:
                TakeUp(survey);
                break;
            case SurveyAnswer.Missing:
                _atFirstSight ??= [];
                Release([.. _assigned]);
                status.Set(IngestState.WaitingForTopic, Words.Waiting(options.Topic, servers));
                break;
            case SurveyAnswer.Refused:
                status.Set(
                    IngestState.Connecting,
                    Words.Refused(options.Topic, servers, survey.Error!)
                );
                break;
            case SurveyAnswer.Unreachable when wasQuiet:
                status.Set(
                    IngestState.Connecting,
                    Words.Unreachable(servers, status.Cause ?? survey.Error)
                );
                break;
        }
    }

    /// <summary>Takes up an error of reading: a partition whose offset is gone is looked at anew by the next survey.</summary>
    public void Trouble(ConsumeException trouble, int begun)
    {
        status.Note(trouble.Error);
        var partition = trouble.ConsumerRecord?.Partition.Value ?? Partition.Any.Value;
        if (
            partition >= 0
            && trouble.Error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange
        )
        {
            Release([partition]);
            _staleUntil = begun + 1;
        }
    }

    /// <summary>The sink has taken these: they are read.</summary>
    public void Advance(MessageBatch batch)
    {
        _hasRead = true;
        var partition = -1;
        var next = 0L;
        for (var i = 0; i < batch.Count; i++)
        {
            var message = batch[i];
            if (message.Partition != partition)
            {
                Keep(partition, next);
                partition = message.Partition;
            }

            next = message.Offset + 1;
        }

        Keep(partition, next);
    }

    /// <summary>A partition was read up to its end.</summary>
    public void Reach(PartitionEnd reached)
    {
        // One that was let go since may be read from elsewhere when it is taken up again.
        if (_assigned.Contains(reached.Partition))
        {
            Keep(reached.Partition, reached.End);
            sink.Reached(reached.Partition, reached.End);
        }
    }

    /// <summary>Tells the newest ends that the client has seen.</summary>
    public void TellEnds()
    {
        var ends = new List<PartitionEnd>(_assigned.Count);
        foreach (var partition in _assigned)
        {
            var marks = consumer.GetWatermarkOffsets(new TopicPartition(options.Topic, partition));
            if (marks.High.Value >= 0)
            {
                ends.Add(new PartitionEnd(partition, marks.High.Value));
            }
        }

        if (ends.Count > 0)
        {
            sink.Ends(ends);
        }
    }

    /// <summary>Marks what was read for the commit under the group id, by which Kafka's tools show the lag; nothing of ours depends on it.</summary>
    public void StoreForTools()
    {
        try
        {
            foreach (var partition in _assigned)
            {
                consumer.StoreOffset(
                    new TopicPartitionOffset(options.Topic, partition, _next[partition])
                );
            }
        }
        catch (KafkaException e) when (!e.Error.IsFatal)
        {
            status.Note(e.Error);
        }
    }

    private void TakeUp(TopicSurvey survey)
    {
        _atFirstSight ??= [.. survey.Partitions.Select(partition => partition.Number)];
        bool? sameTopic =
            survey.TopicId is null || _topicId is null ? null : survey.TopicId == _topicId;
        if (sameTopic == false)
        {
            Release([.. _assigned]);
        }

        Release([
            .. _assigned.Where(number =>
                survey.Partitions.All(partition => partition.Number != number)
            ),
        ]);
        var wanted = survey.Partitions.Where(partition =>
            partition.HasLeader && !_assigned.Contains(partition.Number)
        );
        try
        {
            Begin([.. wanted.Select(partition => partition.Number)], survey.TopicId, sameTopic);
        }
        catch (KafkaException e) when (!e.Error.IsFatal)
        {
            // The broker went away between two questions; the next survey begins again.
            status.Note(e.Error);
            status.Set(IngestState.Connecting, Words.Unreachable(servers, e.Error));
            return;
        }

        if (_assigned.Count > 0)
        {
            status.Set(IngestState.Reading, Words.Reading(options.Topic, servers, _assigned.Count));
        }
    }

    /// <summary>Nothing is changed before every offset is known, so that a failure leaves all for the next try.</summary>
    private void Begin(IReadOnlyList<int> partitions, string? topicId, bool? sameTopic)
    {
        var starts = new List<PartitionStart>(partitions.Count);
        var losses = new List<(int Partition, long From, long To, string Reason)>();
        foreach (var partition in partitions)
        {
            var (low, end) = _offsets.Bounds(partition);
            if (_next.TryGetValue(partition, out var next))
            {
                var resumption = OffsetJudge.Resume(next, low, end, sameTopic);
                var from = resumption.Loss is null
                    ? Again(partition, next, low)
                    : resumption.Offset;
                starts.Add(new PartitionStart(partition, resumption.Offset, low, end, from));
                if (resumption.Loss is { } reason)
                {
                    losses.Add((partition, next, resumption.Offset, reason));
                }
            }
            else
            {
                // Where offsets are stored, all partitions of that time are among them.
                var isNew =
                    stored is not null || !_atFirstSight!.Contains(partition) || sameTopic == false;
                var start = isNew ? low : _offsets.First(partition, low, end);
                starts.Add(new PartitionStart(partition, start, low, end));
            }
        }

        _topicId = topicId ?? _topicId;
        foreach (var loss in losses)
        {
            sink.Lost(loss.Partition, loss.From, loss.To, loss.Reason);
        }

        if (starts.Count == 0)
        {
            return;
        }

        sink.Begin(_topicId, starts);
        foreach (var start in starts)
        {
            _next[start.Partition] = start.Offset;
            _assigned.Add(start.Partition);
            _begun.Add(start.Partition);
        }

        consumer.IncrementalAssign(
            starts.Select(start => new TopicPartitionOffset(
                options.Topic,
                start.Partition,
                start.From
            ))
        );
    }

    /// <summary>Where a partition is read from so that enough of what was counted is read again.</summary>
    private long Again(int partition, long next, long low) =>
        stored?.Again is not { } again || _begun.Contains(partition)
            ? next
            : Math.Clamp(
                Math.Max(
                    next - again.Messages / stored.Next.Count,
                    _offsets.Since(partition, again.Since, next)
                ),
                Math.Min(low, next),
                next
            );

    private void Release(IReadOnlyList<int> partitions)
    {
        var released = partitions.Where(_assigned.Remove).ToArray();
        if (released.Length > 0)
        {
            consumer.IncrementalUnassign(
                released.Select(partition => new TopicPartition(options.Topic, partition))
            );
        }
    }

    private void Keep(int partition, long next)
    {
        if (partition >= 0)
        {
            // What is read again was passed before.
            ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(_next, partition, out _);
            kept = Math.Max(kept, next);
        }
    }
}
