using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.History;
using ClickDash.Server.Ingest;
using ClickDash.Server.Join;
using ClickDash.Server.Marks;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Live;

/// <summary>
/// Everything live behind two locks. The intake's is taken by the consumer a batch at a time and by the tick for a moment, so
/// that counts and offsets always belong together; the pictures' by whoever takes one, and the consumer never waits for it.
/// </summary>
public sealed class LiveEngine
{
    private readonly Lock _pictures = new();

    // Taken within the other or alone, never the other way round.
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly LiveWindow _window;
    private readonly ClickIntake _intake;
    private readonly TopicIntake[] _topics;
    private readonly IngestReport _report;
    private PartitionProgress[] _formerly = [];
    private long _toldMissing = long.MinValue;
    private long? _lessonStart;

    public LiveEngine(
        ClickDashSettings settings,
        KafkaConnection kafka,
        Connections connections,
        TimeProvider time,
        ILogger<LiveEngine> logger
    )
    {
        _time = time;
        Pause = new ReadingPause(time);
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
        _topics =
        [
            .. settings.Sources.Select(
                (source, at) =>
                    new TopicIntake(
                        this,
                        _gate,
                        _intake,
                        source.Topic,
                        ClickFormats.Create(source.Format, source.FormatOptions),
                        settings.Topics.Count == 0
                            ? "ClickDash:Format"
                            : $"ClickDash:Topics:{at}:Format",
                        logger
                    )
            ),
        ];
        _report = new IngestReport(_topics, Pause, kafka, connections);
        foreach (var topic in _topics)
        {
            topic.Begin(IngestState.Connecting, $"Connecting to {kafka.Address}.");
        }
    }

    /// <summary>Names this run.</summary>
    public string Run { get; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>The topics that are read.</summary>
    public IReadOnlyList<TopicIntake> Topics => _topics;

    /// <summary>Lets reading rest, of all topics.</summary>
    public ReadingPause Pause { get; }

    /// <summary>Knows taps again as they are read.</summary>
    public TapWatch Taps { get; } = new();

    /// <summary>Where the clicks come from and how that goes.</summary>
    public IngestStatus Ingest
    {
        get
        {
            lock (_gate)
            {
                return _report.Status();
            }
        }
    }

    /// <summary>Stores what is not stored yet, now; does nothing where nothing is stored.</summary>
    public Action Store { get; set; } = () => { };

    /// <summary>What happened lately, which pictures show and batches store.</summary>
    public MarkBook Marks { get; } = new();

    internal long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>What pictures of a view are taken from.</summary>
    public OpenView Open(View view) =>
        new(view, view.Filters.Count == 0 ? null : _window.Filter(view));

    /// <summary>The pictures of some views, all of the same moment. Filtered ones are read beside the lock.</summary>
    public Picture[] Read(IReadOnlyList<OpenView> views, long sequence)
    {
        var pictures = new Picture?[views.Count];
        var facts = new TickFacts?[views.Count];
        lock (_pictures)
        {
            var (tally, ingest, lag) = Cut();
            _window.Fold(tally);
            var stamp = new Stamp(Run, sequence, tally.Now, ingest)
            {
                Marks = Marks.All,
                Lag = lag,
            };
            for (var i = 0; i < pictures.Length; i++)
            {
                if (views[i].Filtered is null)
                {
                    pictures[i] = _window.Read(views[i].View, stamp);
                }
                else
                {
                    facts[i] = _window.Facts(views[i].View, stamp);
                }
            }
        }

        for (var i = 0; i < pictures.Length; i++)
        {
            pictures[i] ??= views[i].Filtered!.Read(facts[i]!);
        }

        return pictures!;
    }

    /// <summary>Begins what pictures show afresh; totals and what is stored go on.</summary>
    /// <returns>From when on is counted, in epoch milliseconds: the next second.</returns>
    public long BeginLesson()
    {
        lock (_pictures)
        {
            _window.Fold(Cut().Tally);
            var start = _window.BeginAnew();
            lock (_gate)
            {
                _lessonStart = start;
                TellMissing();
            }

            return start;
        }
    }

    /// <summary>What was read since counting began.</summary>
    public Totals Totals()
    {
        lock (_gate)
        {
            return Count();
        }
    }

    /// <summary>How long messages have been waiting without one being taken; zero where none waits.</summary>
    public TimeSpan Stalled()
    {
        lock (_gate)
        {
            return TimeSpan.FromMilliseconds(
                _topics.Max(topic => Math.Max(0, Now - (topic.StalledSince ?? Now)))
            );
        }
    }

    /// <summary>What was counted since this was last asked, and the totals and offsets that belong to it.</summary>
    public StoreBatch TakeBatch()
    {
        lock (_pictures)
        {
            Tally tally;
            Totals totals;
            Dictionary<string, string?> ids;
            RowCounts[] rows;
            lock (_gate)
            {
                tally = _intake.Cut(Now);
                totals = Count();
                ids = _topics.ToDictionary(topic => topic.Topic, topic => topic.TopicId);
                rows = [.. _topics.SelectMany(topic => topic.TakeRows())];
            }

            _window.Fold(tally);
            var journal = _window.TakeJournal();
            Array.ForEach(rows, journal.Add);
            Marks.TakeChanges(journal);
            return new StoreBatch(journal, totals, ids, tally.Now);
        }
    }

    /// <summary>Goes on where an earlier run stopped; before anything is read.</summary>
    public void Restore(StoredState state)
    {
        lock (_pictures)
        {
            lock (_gate)
            {
                _intake.Counters.Restore(state.Totals);
                // What was counted of topics that are not read any more is a part of the sums.
                _formerly =
                [
                    .. state.Totals.Partitions.Where(one =>
                        Array.TrueForAll(_topics, topic => topic.Topic != one.Topic)
                    ),
                ];
                foreach (var topic in _topics)
                {
                    topic.Restore(
                        state.TopicIds.GetValueOrDefault(topic.Topic),
                        state.Totals.Partitions.Where(one => one.Topic == topic.Topic),
                        state.At
                    );
                    foreach (var rows in state.Rows.Where(rows => rows.Topic == topic.Topic))
                    {
                        topic.Restore(rows);
                    }
                }

                if (state.Marks.LastOrDefault(mark => mark.Kind == MarkKind.Lesson) is { } lesson)
                {
                    _lessonStart = _window.BeginAnew(lesson.At / 1000);
                }

                TellMissing();
                _window.Restore(state.Seconds, state.Name);
            }

            foreach (var gap in state.Gaps)
            {
                _window.Restore(gap);
            }

            Marks.Restore(state.Marks);
        }
    }

    /// <summary>Says what is wrong with storing; null when all is well again.</summary>
    public void TellStore(string? trouble)
    {
        lock (_gate)
        {
            _report.StoreTrouble = trouble;
        }
    }

    /// <summary>Says which alerts fire; null where none does.</summary>
    public void TellAlerts(string? names)
    {
        lock (_gate)
        {
            _report.Alerts = names;
        }
    }

    /// <summary>Tells filters from when on they know all. Called under the intake's lock.</summary>
    internal void TellMissing()
    {
        // The last second that is no part of the lesson is known to no filter either.
        var missing = Math.Max(
            _topics.Max(topic => topic.MissedThrough),
            _lessonStart - 1000 ?? long.MinValue
        );
        if (missing != _toldMissing)
        {
            _toldMissing = missing;
            _intake.MissThrough(missing);
        }
    }

    private Totals Count()
    {
        var counters = _intake.Counters;
        PartitionProgress[] partitions =
        [
            .. _topics.SelectMany(topic => topic.Progress()),
            .. _formerly,
        ];
        return new Totals(
            counters.Clicks,
            counters.Messages,
            counters.Ignored,
            counters.Late,
            counters.Retimed,
            DropReasons.All.ToDictionary(reason => reason.Name(), counters.Dropped),
            partitions.Sum(partition => partition.Skipped),
            partitions
        );
    }

    private (Tally Tally, IngestStatus Ingest, long Lag) Cut()
    {
        lock (_gate)
        {
            var lag = _topics.Sum(topic => topic.Progress().Sum(partition => partition.Lag));
            return (_intake.Cut(Now), _report.Status(), lag);
        }
    }
}
