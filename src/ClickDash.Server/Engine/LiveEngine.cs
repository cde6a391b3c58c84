using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Core.Live;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Engine;

/// <summary>
/// Everything live. What is counted belongs to the aggregator's thread, which readers hand batches to; at each tick it hands over what came
/// since, counts and offsets of one moment. Rings and pictures have a lock of their own, which it never takes.
/// </summary>
public sealed class LiveEngine : IDisposable
{
    private readonly Lock _pictures = new();
    private readonly LiveWindow _window;
    private readonly ClickIntake _intake;
    private readonly TopicIntake[] _topics;
    private readonly IngestReport _report;
    private readonly NamesWatch _names;
    private readonly UsersWatch _users;
    private PartitionProgress[] _formerly = [];

    public LiveEngine(
        ClickDashSettings settings,
        KafkaConnection kafka,
        Connections connections,
        TimeProvider time,
        ILogger<LiveEngine> logger
    )
    {
        Time = time;
        BrokerClock = new BrokerClock(logger);
        Pause = new ReadingPause(time);
        _window = new LiveWindow(
            new LiveOptions
            {
                AllowedLateness = settings.Live.AllowedLateness,
                MaxValuesPerDimension = settings.Live.MaxValuesPerDimension,
                ClickLogSize = settings.Live.ClickLogSize,
                SessionGap = settings.Live.SessionGap,
                Time = settings.TimeMode,
                WatermarkDelay = settings.Live.Settling,
            },
            Now
        );
        _intake = _window.Intake;
        _names = new NamesWatch(settings.Live.MaxValuesPerDimension, logger);
        _users = new UsersWatch(logger);
        _topics =
        [
            .. settings.Sources.Select(
                (source, at) =>
                    new TopicIntake(
                        this,
                        _intake,
                        source.Topic,
                        () => ClickFormats.Create(source.Format, source.FormatOptions),
                        new TopicNaming(
                            source.Format,
                            settings.Topics.Count == 0
                                ? "ClickDash:Format"
                                : $"ClickDash:Topics:{at}:Format"
                        ),
                        logger
                    )
            ),
        ];
        _report = new IngestReport(_topics, Pause, kafka, connections) { ReadThrough = Now };
        Missing = new UnknownPast(_topics, _intake.Past);
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

    /// <summary>Owns what is counted.</summary>
    public Aggregator Aggregator { get; } = new();

    /// <summary>What was lost since the server started.</summary>
    public LossCounter Losses { get; } = new();

    /// <summary>Seeds the hash of users; set before anything is read.</summary>
    public long UserSalt { get; set; } = Random.Shared.NextInt64();

    /// <summary>Knows taps again as they are read.</summary>
    public TapWatch Taps { get; } = new();

    /// <summary>Where the clicks come from and how that goes.</summary>
    public IngestStatus Ingest => Aggregator.Ask(_report.Status);

    /// <summary>Stores what is not stored yet, now; does nothing where nothing is stored.</summary>
    public Action Store { get; set; } = () => { };

    /// <summary>What happened lately, which pictures show and batches store.</summary>
    public MarkBook Marks { get; } = new();

    internal TimeProvider Time { get; }

    /// <summary>This server's clock, in epoch milliseconds.</summary>
    internal long Clock => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>What pictures call now, in epoch milliseconds: this server's clock, or the brokers' where these set the messages' times and are far off.</summary>
    internal long Now => Clock + BrokerClock.Ahead;

    internal BrokerClock BrokerClock { get; }

    internal UnknownPast Missing { get; }

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
            var (tally, ingest, unread, lag) = Cut();
            _window.Fold(tally);
            _names.Look(tally);
            _users.Look(_window.AreUsersExact);
            var stamp = new Stamp(Run, sequence, tally.Now, ingest)
            {
                Marks = Marks.All,
                Lag = lag,
                UnreadSince = unread,
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
            Aggregator.Do(() => Missing.BeginLesson(start));
            return start;
        }
    }

    /// <summary>What was read since counting began.</summary>
    public Totals Totals() => Aggregator.Ask(() => Count() with { Ingest = _report.Status() });

    /// <summary>How the reading of each topic goes, for who watches over it.</summary>
    public TopicHealth[] Health() =>
        Aggregator.Ask(() =>
            Array.ConvertAll(
                _topics,
                topic => new TopicHealth(
                    topic.Topic,
                    topic.Status.State,
                    topic.Status.Message,
                    [.. topic.Progress()],
                    TimeSpan.FromMilliseconds(Math.Max(0, Clock - (topic.StalledSince ?? Clock)))
                )
            )
        );

    /// <summary>What was counted since this was last asked, and the totals and offsets that belong to it.</summary>
    public StoreBatch TakeBatch()
    {
        lock (_pictures)
        {
            var (tally, ahead, totals, arrivals, rows) = Aggregator.Ask(() =>
                (
                    _intake.Cut(Now),
                    BrokerClock.Ahead,
                    // A partition of which nothing was read yet is not to be gone on from.
                    Count(topic => topic.Offsets()),
                    _topics.SelectMany(topic => topic.TakeArrivals()).ToArray(),
                    _topics.Select(topic => topic.TakeRows()).OfType<RowCounts>().ToArray()
                )
            );
            _window.Fold(tally);
            var pending = _window.TakePending();
            Array.ForEach(rows, pending.Add);
            Array.ForEach(arrivals, pending.Add);
            Marks.TakeChanges(pending);
            var ids = _topics.ToDictionary(
                topic => topic.Topic,
                topic => Array.FindLast(totals.Partitions, one => one.Topic == topic.Topic)?.TopicId
            );
            return new StoreBatch(pending, totals, ids, tally.Now) { Ahead = ahead };
        }
    }

    /// <summary>Goes on where an earlier run stopped; before anything is read.</summary>
    public void Restore(StoredState state)
    {
        lock (_pictures)
        {
            Aggregator.Do(() =>
            {
                BrokerClock.Restore(state.Ahead, Clock);
                _report.ReadThrough = Math.Min(_report.ReadThrough, state.At);
                RestoreCounted(state);
            });
            _window.Fold(Cut().Tally);
            Aggregator.Do(Missing.Tell);
            if (state.Marks.LastOrDefault(mark => mark.Kind == MarkKind.Lesson) is { } lesson)
            {
                var start = _window.BeginAnew(lesson.At / 1000);
                Aggregator.Do(() => Missing.BeginLesson(start));
            }

            // Values are named by the aggregator; the rings are this thread's while it waits.
            Aggregator.Do(() => _window.Restore(state.Seconds, state.Name, state.Hours));
            foreach (var gap in state.Gaps)
            {
                _window.Restore(gap);
            }

            Marks.Restore(state.Marks);
            var rows = Task.Run(state.LoadRows);
            Array.ForEach(_topics, topic => topic.Restore(rows));
        }
    }

    /// <summary>Keeps the single values named that a view asks for, while somebody watches it.</summary>
    public void Pin(View view) => Aggregator.Post(() => ForExact(view, _intake.Pin));

    /// <summary>Undoes one <see cref="Pin"/>.</summary>
    public void Unpin(View view) => Aggregator.Post(() => ForExact(view, _intake.Unpin));

    /// <summary>Says what is wrong with storing; null when all is well again.</summary>
    public void TellStore(string? trouble) => Aggregator.Post(() => _report.StoreTrouble = trouble);

    /// <summary>Says which alerts fire; null where none does.</summary>
    public void TellAlerts(string? names) => Aggregator.Post(() => _report.Alerts = names);

    /// <inheritdoc/>
    public void Dispose() => Aggregator.Dispose();

    private static void ForExact(View view, Action<Dimension, string> action)
    {
        foreach (var filter in view.Filters)
        {
            if (filter.Exact is { } value)
            {
                action(filter.Dimension, value);
            }
        }
    }

    private void RestoreCounted(StoredState state)
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
                state.Totals.Partitions.Where(one => one.Topic == topic.Topic),
                state.At,
                state.Ahead
            );
            topic.Restore(state.Arrivals.Where(mark => mark.Topic == topic.Topic));
        }
    }

    private Totals Count() => Count(topic => topic.Progress());

    private Totals Count(Func<TopicIntake, IEnumerable<PartitionProgress>> progress)
    {
        var counters = _intake.Counters;
        PartitionProgress[] partitions = [.. _topics.SelectMany(progress), .. _formerly];
        var earlier = partitions.SelectMany(partition => partition.Earlier);
        return new Totals(
            counters.Clicks,
            counters.Messages,
            counters.Ignored,
            counters.Late,
            counters.Retimed,
            DropReasons.All.ToDictionary(reason => reason.Name(), counters.Dropped),
            partitions.Sum(partition => partition.Skipped)
                + earlier.Sum(segment => segment.Skipped),
            partitions
        )
        {
            UnreadableTime = counters.UnreadableTime,
            ArrivalJudged = counters.ArrivalJudged,
            Rows = [.. _topics.Select(topic => topic.Rows).OfType<TopicRowTotals>()],
            Unnamed = Enum.GetValues<Dimension>()
                .Where(dimension => _intake.Unnamed(dimension) > 0)
                .ToDictionary(dimension => dimension.Name(), _intake.Unnamed),
            UsersApproximate = _users.IsApproximate,
        };
    }

    private (Tally Tally, IngestStatus Ingest, long? UnreadSince, long Lag) Cut() =>
        Aggregator.Ask(() =>
        {
            var (tally, ingest) = (_intake.Cut(Now), _report.Status());
            return (
                tally,
                ingest,
                _report.UnreadSince(ingest, tally.Now),
                _topics.Sum(topic => topic.Progress().Sum(partition => partition.Lag))
            );
        });
}

/// <summary>How the reading of a topic goes.</summary>
/// <param name="Topic">Its name.</param>
/// <param name="State">How it goes.</param>
/// <param name="Message">One sentence on it.</param>
/// <param name="Partitions">How far each partition is read.</param>
/// <param name="Stalled">How long messages have been waiting without one being taken; zero where none waits.</param>
public sealed record TopicHealth(
    string Topic,
    IngestState State,
    string Message,
    PartitionProgress[] Partitions,
    TimeSpan Stalled
);
