using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Kafka;

namespace ClickDash.Server.Engine;

/// <summary>
/// One topic's way into the engine: which offsets were passed, what is to be counted, how reading goes. What it holds belongs to the
/// aggregator; readers' calls come from their own threads and go through it.
/// </summary>
public sealed class TopicIntake : ITopicSink
{
    private readonly LiveEngine _engine;
    private readonly Func<IClickFormat> _newFormat;
    private readonly ClickIntake _intake;
    private readonly ClickRecorder _recorder;
    private readonly PartitionTable _partitions;
    private readonly TopicRefill _refill = new();
    private readonly List<FormatWatch> _watches = [];
    private readonly TopicNaming _naming;
    private readonly ILogger _logger;
    private readonly RowsWatch _rowsWatch;
    private Task _restoring = Task.CompletedTask;
    private long _lastTakenAt;
    private long _behindSince;
    private long _atEndAt;
    private readonly HashSet<int> _toBegin = [];
    private bool _hasPast;
    private long? _begunAt;
    private (IngestState State, string Message) _status;

    internal TopicIntake(
        LiveEngine engine,
        ClickIntake intake,
        string topic,
        Func<IClickFormat> newFormat,
        TopicNaming naming,
        ILogger logger
    )
    {
        (_engine, _intake, Topic, _newFormat) = (engine, intake, topic, newFormat);
        (_naming, _logger) = (naming, logger);
        _recorder = new ClickRecorder(intake, topic);
        _partitions = new PartitionTable(topic);
        _rowsWatch = new RowsWatch(topic, logger);
        _lastTakenAt = engine.Clock;
    }

    /// <summary>Its name.</summary>
    public string Topic { get; }

    /// <summary>How reading goes, and a sentence on it.</summary>
    public (IngestState State, string Message) Status =>
        _status.State == IngestState.Reading && FormatTrouble is { } trouble
            ? (IngestState.Reading, trouble)
            : _status;

    /// <summary>Which format the topic needs, as sentences for people; null while its own finds clicks.</summary>
    public string? FormatTrouble =>
        _watches.Exists(watch => watch.HasClicks)
            ? null
            : _watches.Find(watch => watch.Trouble is not null)?.Trouble;

    /// <summary>Up to when clicks that were counted cannot be filtered, in epoch milliseconds.</summary>
    public long MissedThrough => _refill.MissedThrough;

    /// <summary>How far each partition is read.</summary>
    public IEnumerable<PartitionProgress> Progress() => _partitions.Progress();

    /// <summary>How far each partition that was ever read is read: what is stored.</summary>
    public IEnumerable<PartitionProgress> Offsets() => _partitions.Read();

    /// <summary>How many messages are left that were there when reading began; null once all are read.</summary>
    public long? CatchingUp =>
        _partitions.CatchingUp is var left && (left > 0 || (IsToGoOn && IsBeginning)) ? left : null;

    /// <summary>How many messages that an earlier run counted are left to be read again for filters.</summary>
    public long Refilling => _refill.Left;

    /// <summary>Since when messages have been waiting without one being taken, in epoch milliseconds; null where none waits.</summary>
    public long? StalledSince => IsBehind ? Math.Max(_behindSince, _lastTakenAt) : null;

    /// <summary>Whether a partition that an earlier run read is about to be read on: one without a leader, or a right, holds up nothing.</summary>
    private bool IsToGoOn =>
        _toBegin.Count > 0
        && _partitions
            .Progress()
            .Any(one =>
                _toBegin.Contains(one.Partition)
                && one.State is PartitionState.Reading or PartitionState.Connecting
            );

    private bool IsBeginning => _status.State is IngestState.Connecting or IngestState.Reading;

    private bool IsBehind => _partitions.Progress().Any(partition => partition.Lag > 0);

    /// <summary>Where an earlier run stopped, for the consumer; null where there was none.</summary>
    /// <param name="again">What is read again before that.</param>
    public StoredOffsets? Stored(ReadAgain again) =>
        _partitions.IsEmpty
            ? null
            : new StoredOffsets(
                _partitions
                    .Read()
                    .ToDictionary(
                        one => one.Partition,
                        one => new StoredPartition(one.TopicId, one.LeaderEpoch, one.Next)
                    ),
                again
            );

    /// <summary>Goes on where an earlier run stopped.</summary>
    /// <param name="partitions">How far its partitions were read.</param>
    /// <param name="at">When that was by what pictures call now, in epoch milliseconds.</param>
    /// <param name="ahead">By how much that was ahead of this server's clock.</param>
    internal void Restore(IEnumerable<PartitionProgress> partitions, long at, long ahead)
    {
        _lastTakenAt = at - ahead;
        foreach (var partition in partitions)
        {
            _partitions.Restore(partition);
            _refill.Restore(partition.Partition, at);
            _toBegin.Add(partition.Partition);
            _hasPast = true;
        }
    }

    /// <summary>Takes when an earlier run read what is read again.</summary>
    internal void Restore(IEnumerable<ArrivalMark> arrivals) => _refill.Restore(arrivals);

    /// <summary>Which messages since this was last asked had clicks about whose time the arrival decided.</summary>
    internal IReadOnlyList<ArrivalMark> TakeArrivals() => _partitions.TakeArrivals(_engine.Clock);

    /// <summary>Goes on with the rows of counts that an earlier run read. Reading begins when they are here.</summary>
    internal void Restore(Task<IReadOnlyList<RowCounts>> loading) =>
        _restoring = Task.Run(async () =>
        {
            foreach (var rows in (await loading).Where(rows => rows.Topic == Topic))
            {
                var restored = _recorder.Rows.Restored(rows);
                _engine.Aggregator.Do(() => _recorder.Rows.Restore(restored, rows.TopicId));
            }
        });

    /// <summary>The rows of counts that changed since this was last asked; null where there never were any.</summary>
    internal RowCounts? TakeRows() => _recorder.TakeRows();

    /// <summary>How many rows of counts there are; null where the topic never had any.</summary>
    internal TopicRowTotals? Rows =>
        _recorder.Rows.Latest is { IsUsed: true } latest
            ? new TopicRowTotals(Topic, latest.Rows, latest.MaxRows, _recorder.Rows.EvictedEarly)
            : null;

    internal void Begin(IngestState state, string message) => _status = (state, message);

    IReaderSink ITopicSink.NewReader(int number) => NewReader(Count, Lose);

    IReaderSink ITopicSink.NewRefill() =>
        NewReader(Refill, (partition, _, to, _) => _refill.Lose(partition, to));

    void ITopicSink.Report(TopicReport report) =>
        _engine.Aggregator.Do(() =>
        {
            _status = (report.State, report.Message);
            var wasBehind = IsBehind;
            _partitions.Report(report.Partitions);
            int[] there = [.. report.Partitions.Select(one => one.Partition)];
            _recorder.Rows.Keep(there);
            _refill.Keep(there);
            foreach (var one in report.Partitions)
            {
                if (one is { End: { } end, EndAskedAt: { } askedAt })
                {
                    _engine.BrokerClock.SawEnd(Topic, one.Partition, end + one.HeldBack, askedAt);
                }
            }

            if (!wasBehind)
            {
                _behindSince = _engine.Clock;
            }

            if (there.Length > 0 && !IsBehind && report.Partitions.All(one => one.End is not null))
            {
                _atEndAt = report.Partitions.Min(one => one.EndAskedAt ?? 0);
            }

            EndRefill();
        });

    /// <summary>Partitions whose reading begins; returns once that is stored. Called on a reader's thread.</summary>
    internal void Begin(IReadOnlyList<PartitionStart> starts)
    {
        _restoring.GetAwaiter().GetResult();
        _engine.Aggregator.Do(() =>
        {
            _begunAt ??= _engine.Now;
            // What was in the topic and is not read cannot be on the chart; an empty past is one without clicks.
            if (!_hasPast && starts.Any(start => start.Offset > start.Low))
            {
                _hasPast = true;
                _intake.AddGap(new Gap(0, _begunAt.Value, "before_start") { Topic = Topic });
            }

            foreach (var start in starts)
            {
                Begin(start);
            }

            EndRefill();
        });
        // A crash right after must not choose anew.
        _engine.Store();
    }

    /// <summary>Counts what a reader decoded. On the aggregator's thread.</summary>
    internal void Count(ClickBatch batch, IReadOnlyList<PartitionEnd> ends)
    {
        if (batch.Count > 0)
        {
            _lastTakenAt = batch.Arrived;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var message = ref batch[i];
            if (i + 1 == batch.Count || batch[i + 1].Partition != message.Partition)
            {
                // Of messages in a row the last says most.
                _engine.BrokerClock.Take(Topic, message, batch.Arrived);
            }

            switch (_partitions.Pass(message.Partition, message.Offset, message.LeaderEpoch))
            {
                case OffsetDecision.Live:
                    Record(batch, message, isLive: true);
                    break;
                case OffsetDecision.Backlog:
                    Record(batch, message, isLive: false);
                    break;
            }
        }

        foreach (var end in ends)
        {
            _partitions.Reach(end.Partition, end.Offset);
            _recorder.Rows.Of(end.Partition).Reach(end.Partition);
        }

        _rowsWatch.Look(_recorder.Rows, _engine.Now);
    }

    /// <summary>Takes what an earlier run counted into the log alone, so that filters have their past. On the aggregator's thread.</summary>
    internal void Refill(ClickBatch batch, IReadOnlyList<PartitionEnd> ends)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var message = ref batch[i];
            if (_refill.Pass(message, out var arrived))
            {
                _recorder.Refill(batch, message, arrived);
            }
        }

        foreach (var end in ends)
        {
            _refill.Reach(end.Partition, end.Offset);
        }

        EndRefill();
    }

    /// <summary>Messages are gone before they could be read. On the aggregator's thread.</summary>
    private void Lose(int partition, long from, long to, LossReason reason)
    {
        _partitions.Lose(partition, to);
        _engine.Losses.Add(Topic, partition, reason.ToString(), to - from);
        AddGap(LossText.Of(reason));
    }

    /// <summary>Beside the aggregator, since every preset reads the sample.</summary>
    internal void AdviseOnFormat(FormatWatch watch, IReadOnlyList<byte[]> sample)
    {
        var advice = FormatAdvice.For(_naming.Format, _naming.Setting, Topic, sample);
        _logger.LogWarning("{Advice}", advice);
        watch.Tell(advice);
    }

    private void Begin(PartitionStart start)
    {
        var wasRead = _partitions.Read().FirstOrDefault(one => one.Partition == start.Partition);
        var unread = _partitions.Begin(start, _engine.Now);
        _recorder.Begin(start.Partition, start.TopicId, start.Kind == SegmentStart.Recreated);
        _refill.Begin(start, _partitions.Of(start.Partition));
        _toBegin.Remove(start.Partition);
        if (start.Kind is SegmentStart.Recreated or SegmentStart.Truncated)
        {
            var lost = start.Kind == SegmentStart.Truncated ? wasRead!.Next - start.Offset : unread;
            _engine.Losses.Add(Topic, start.Partition, start.Kind.ToString(), lost);
            AddGap(LossText.Of(start.Kind));
        }
    }

    private void Record(ClickBatch batch, in MessageRow message, bool isLive)
    {
        var before = _intake.Counters.ArrivalJudged;
        _recorder.Record(batch, message, isLive);
        if (_intake.Counters.ArrivalJudged != before)
        {
            _partitions.NoteArrival(message.Partition);
        }
    }

    private void AddGap(string reason) =>
        _intake.AddGap(
            new Gap(
                Math.Max(_lastTakenAt, _atEndAt) + _engine.BrokerClock.Ahead,
                _engine.Now,
                reason
            )
            {
                Topic = Topic,
            }
        );

    private void EndRefill()
    {
        if (Refilling == 0)
        {
            _recorder.EndRefill();
            _engine.Missing.EndRefill();
        }
    }

    private ReaderSink NewReader(
        Action<ClickBatch, IReadOnlyList<PartitionEnd>> count,
        Action<int, long, long, LossReason> lose
    )
    {
        var watch = new FormatWatch();
        var decoder = new ClickDecoder(_newFormat(), _engine.UserSalt);
        _engine.Aggregator.Do(() => _watches.Add(watch));
        return new ReaderSink(
            this,
            count,
            lose,
            _engine.Aggregator,
            decoder,
            watch,
            _engine.Taps,
            _engine.Time
        );
    }
}

/// <summary>What a topic's format is called, and which setting names it.</summary>
internal sealed record TopicNaming(string Format, string Setting);
