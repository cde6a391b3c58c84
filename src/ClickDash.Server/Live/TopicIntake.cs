using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Kafka;

namespace ClickDash.Server.Live;

/// <summary>
/// One topic's way into the engine: which offsets were passed, what is to be counted, how reading goes. Everything happens
/// under the engine's intake lock.
/// </summary>
public sealed class TopicIntake : IMessageSink
{
    private readonly LiveEngine _engine;
    private readonly Lock _gate;
    private readonly ClickIntake _intake;
    private readonly ClickRecorder _recorder;
    private readonly PartitionTable _partitions;
    private readonly FormatWatch _watch = new();
    private readonly string _format;
    private readonly string _formatSetting;
    private readonly ILogger _logger;
    private readonly Dictionary<int, long> _missedThrough = [];
    private long _lastTakenAt;
    private long _behindSince;
    private (IngestState State, string Message) _status;

    internal TopicIntake(
        LiveEngine engine,
        Lock gate,
        ClickIntake intake,
        string topic,
        IClickFormat format,
        string formatSetting,
        ILogger logger
    )
    {
        (_engine, _gate, _intake, Topic) = (engine, gate, intake, topic);
        (_format, _formatSetting, _logger) = (format.Name, formatSetting, logger);
        _recorder = new ClickRecorder(intake, format, topic);
        _partitions = new PartitionTable(topic);
        _lastTakenAt = engine.Now;
    }

    /// <summary>Its name.</summary>
    public string Topic { get; }

    /// <summary>Its id, which changes when it is made anew; null where the broker has none to give.</summary>
    public string? TopicId { get; private set; }

    /// <summary>How reading goes, and a sentence on it.</summary>
    public (IngestState State, string Message) Status =>
        _status.State == IngestState.Reading && FormatTrouble is { } trouble
            ? (IngestState.Reading, trouble)
            : _status;

    /// <summary>Which format the topic needs, as sentences for people; null while its own finds clicks.</summary>
    public string? FormatTrouble => _watch.Trouble;

    /// <summary>Up to when clicks that were counted cannot be filtered, in epoch milliseconds.</summary>
    public long MissedThrough =>
        _missedThrough.Count == 0 ? long.MinValue : _missedThrough.Values.Max();

    /// <summary>How far each partition is read.</summary>
    public IEnumerable<PartitionProgress> Progress() => _partitions.Progress();

    /// <summary>Since when messages have been waiting without one being taken, in epoch milliseconds; null where none waits.</summary>
    public long? StalledSince => IsBehind ? Math.Max(_behindSince, _lastTakenAt) : null;

    private bool IsBehind => _partitions.Progress().Any(partition => partition.Lag > 0);

    /// <summary>Where an earlier run stopped, for the consumer; null where there was none.</summary>
    /// <param name="again">What is read again before that.</param>
    public StoredOffsets? Stored(ReadAgain again) =>
        _partitions.IsEmpty
            ? null
            : new StoredOffsets(
                TopicId,
                _partitions.Progress().ToDictionary(one => one.Partition, one => one.Next),
                again
            );

    /// <summary>Goes on where an earlier run stopped.</summary>
    /// <param name="topicId">The topic's id then.</param>
    /// <param name="partitions">How far its partitions were read.</param>
    /// <param name="at">When that was, in epoch milliseconds.</param>
    internal void Restore(string? topicId, IEnumerable<PartitionProgress> partitions, long at)
    {
        (TopicId, _lastTakenAt) = (topicId, at);
        foreach (var partition in partitions)
        {
            _partitions.Restore(partition);
            _missedThrough[partition.Partition] = at;
        }
    }

    /// <summary>Goes on with the rows of counts that an earlier run read from a partition.</summary>
    internal void Restore(RowCounts rows) => _recorder.Restore(rows);

    /// <summary>The rows of counts that changed since this was last asked.</summary>
    internal IReadOnlyList<RowCounts> TakeRows() => _recorder.TakeRows();

    internal void Begin(IngestState state, string message) => _status = (state, message);

    void IMessageSink.Begin(string? topicId, IReadOnlyList<PartitionStart> starts)
    {
        lock (_gate)
        {
            // What was in the topic and is not read cannot be on the chart; an empty past is one without clicks.
            if (_partitions.IsEmpty && starts.Any(start => start.Offset > start.Low))
            {
                _intake.AddGap(new Gap(0, _engine.Now, "before_start"));
            }

            TopicId = topicId;
            foreach (var start in starts)
            {
                _partitions.Begin(start.Partition, start.Offset, start.End, start.From);
                if (start.From <= _partitions.Start(start.Partition))
                {
                    _missedThrough.Remove(start.Partition);
                }
            }
        }

        // Where reading begins is stored before anything is read: a crash right after must not choose anew.
        _engine.Store();
    }

    void IMessageSink.Take(MessageBatch batch)
    {
        lock (_gate)
        {
            var now = _engine.Now;
            _lastTakenAt = now;
            for (var i = 0; i < batch.Count; i++)
            {
                var message = batch[i];
                var time = message.Timestamp < 0 ? now : message.Timestamp;
                switch (_partitions.Pass(message.Partition, message.Offset))
                {
                    case Passage.First:
                        _watch.Note(
                            message.Value,
                            _recorder.Read(message.Key, message.Value, time, now, message.Partition)
                        );
                        _engine.Taps.Look(message.Key, now);
                        break;
                    case Passage.Again:
                        ReadAgain(message, time);
                        break;
                }
            }
        }

        if (_watch.TakeSample() is { } sample)
        {
            AdviseOnFormat(sample);
        }
    }

    void IMessageSink.Reached(int partition, long offset)
    {
        lock (_gate)
        {
            _partitions.Reach(partition, offset);
        }
    }

    void IMessageSink.Ends(IReadOnlyList<PartitionEnd> ends)
    {
        lock (_gate)
        {
            var wasBehind = IsBehind;
            foreach (var end in ends)
            {
                _partitions.End(end.Partition, end.End);
            }

            if (!wasBehind)
            {
                _behindSince = _engine.Now;
            }

            if (!_partitions.IsReadingAgain)
            {
                _engine.TellMissing();
            }
        }
    }

    void IMessageSink.Lost(int partition, long from, long to, string reason)
    {
        lock (_gate)
        {
            _partitions.Lose(partition, to);
            _intake.AddGap(new Gap(_lastTakenAt, _engine.Now, reason));
        }
    }

    void IMessageSink.Status(IngestState state, string message)
    {
        lock (_gate)
        {
            _status = (state, message);
        }
    }

    /// <summary>Beside the lock, since every preset reads the sample.</summary>
    private void AdviseOnFormat(IReadOnlyList<byte[]> sample)
    {
        var advice = FormatAdvice.For(_format, _formatSetting, Topic, sample);
        _logger.LogWarning("{Advice}", advice);
        lock (_gate)
        {
            _watch.Tell(advice);
        }
    }

    private void ReadAgain(MessageView message, long time)
    {
        if (_missedThrough.TryGetValue(message.Partition, out var through))
        {
            // Older messages, which are not read again, may be of clicks this much ahead of them.
            _missedThrough[message.Partition] = Math.Min(through, time + ClickIntake.MostAhead);
        }

        _recorder.Refill(message.Key, message.Value, time, message.Partition);
    }
}
