using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Ingest;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Live;

/// <summary>
/// Everything live behind two locks. The intake's is taken by the consumer a batch at a time and by the tick for a moment, so
/// that counts and offsets always belong together; the pictures' by whoever takes one, and the consumer never waits for it.
/// </summary>
public sealed class LiveEngine : IMessageSink
{
    private readonly Lock _pictures = new();

    // Taken within the other or alone, never the other way round.
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly LiveWindow _window;
    private readonly ClickIntake _intake;
    private readonly ClickRecorder _recorder;
    private readonly PartitionTable _partitions = new();
    private readonly string _run = Guid.NewGuid().ToString("N")[..12];
    private IngestStatus _ingest;
    private long _lastTakenAt;

    public LiveEngine(ClickDashSettings settings, KafkaConnection kafka, TimeProvider time)
    {
        _time = time;
        _window = new LiveWindow(
            new LiveOptions
            {
                AllowedLateness = settings.Live.AllowedLateness,
                MaxValuesPerDimension = settings.Live.MaxValuesPerDimension,
                ClickLogSize = settings.Live.ClickLogSize,
                SessionGap = settings.Live.SessionGap,
                BrokerTime = settings.Time == "broker",
                UserSalt = Random.Shared.NextInt64(),
            },
            Now
        );
        _intake = _window.Intake;
        var format = ClickFormats.Create(settings.Format, settings.FormatOptions);
        _recorder = new ClickRecorder(_intake, format, settings.Kafka.Topic);
        _lastTakenAt = Now;
        _ingest = new IngestStatus(
            IngestState.Connecting,
            $"Connecting to {kafka.Address}.",
            kafka.IsDemo,
            kafka.Address,
            settings.Kafka.Topic
        );
    }

    /// <summary>Where the clicks come from and how that goes.</summary>
    public IngestStatus Ingest
    {
        get
        {
            lock (_gate)
            {
                return _ingest;
            }
        }
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>What pictures of a view are taken from.</summary>
    public OpenView Open(View view) =>
        new(view, view.Filters.Count == 0 ? null : _window.Filter(view));

    /// <summary>The pictures of some views, all of the same moment. Filtered ones are read beside the lock.</summary>
    public Snapshot[] Take(IReadOnlyList<OpenView> views, long sequence)
    {
        var pictures = new Snapshot?[views.Count];
        var facts = new TickFacts?[views.Count];
        lock (_pictures)
        {
            var (tally, ingest) = Cut();
            _window.Fold(tally);
            var stamp = new Stamp(_run, sequence, tally.Now, ingest);
            for (var i = 0; i < pictures.Length; i++)
            {
                if (views[i].Filtered is null)
                {
                    pictures[i] = _window.Take(views[i].View, stamp);
                }
                else
                {
                    facts[i] = _window.Facts(views[i].View, stamp);
                }
            }
        }

        for (var i = 0; i < pictures.Length; i++)
        {
            pictures[i] ??= views[i].Filtered!.Take(facts[i]!);
        }

        return pictures!;
    }

    /// <summary>What was read since counting began.</summary>
    public Totals Totals()
    {
        lock (_gate)
        {
            var counters = _intake.Counters;
            return new Totals(
                counters.Clicks,
                counters.Messages,
                counters.Ignored,
                counters.Late,
                counters.Retimed,
                DropReasons.All.ToDictionary(reason => reason.Name(), counters.Dropped),
                _partitions.Skipped,
                _partitions.Progress()
            );
        }
    }

    /// <summary>How long messages have been waiting without one being taken; zero where none waits.</summary>
    public TimeSpan Stalled()
    {
        lock (_gate)
        {
            return _partitions.Progress().Any(partition => partition.Lag > 0)
                ? TimeSpan.FromMilliseconds(Math.Max(0, Now - _lastTakenAt))
                : TimeSpan.Zero;
        }
    }

    void IMessageSink.Begin(string? topicId, IReadOnlyList<PartitionStart> starts)
    {
        lock (_gate)
        {
            // What was in the topic and is not read cannot be on the chart; an empty past is one without clicks.
            if (_partitions.IsEmpty && starts.Any(start => start.Offset > start.Low))
            {
                _intake.AddGap(new Gap(0, Now, "before_start"));
            }

            foreach (var start in starts)
            {
                _partitions.Begin(start.Partition, start.Offset, start.End);
            }
        }
    }

    void IMessageSink.Take(MessageBatch batch)
    {
        lock (_gate)
        {
            var now = Now;
            _lastTakenAt = now;
            for (var i = 0; i < batch.Count; i++)
            {
                var message = batch[i];
                if (_partitions.Pass(message.Partition, message.Offset))
                {
                    _recorder.Read(
                        message.Key,
                        message.Value,
                        message.Timestamp < 0 ? now : message.Timestamp,
                        now
                    );
                }
            }
        }
    }

    void IMessageSink.Ends(IReadOnlyList<PartitionEnd> ends)
    {
        lock (_gate)
        {
            foreach (var end in ends)
            {
                _partitions.End(end.Partition, end.End);
            }
        }
    }

    void IMessageSink.Lost(int partition, long from, long to, string reason)
    {
        lock (_gate)
        {
            _partitions.Lose(partition, to);
            _intake.AddGap(new Gap(_lastTakenAt, Now, reason));
        }
    }

    void IMessageSink.Status(IngestState state, string message)
    {
        lock (_gate)
        {
            _ingest = _ingest with { State = state, Message = message };
        }
    }

    private (Tally Tally, IngestStatus Ingest) Cut()
    {
        lock (_gate)
        {
            return (_intake.Cut(Now), _ingest);
        }
    }
}
