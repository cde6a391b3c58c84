using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Scenes;
using ClickDash.Server.Engine;
using ClickDash.Server.Hosting;
using ClickDash.Server.Ops;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Feeds;

/// <summary>
/// The scenes that are open: opened by the first who asks, or from the start where the settings say so; ticked as often as
/// the dashboard; closed a while after the last has gone.
/// </summary>
internal sealed class SceneService(
    ClickDashSettings settings,
    KafkaConnection kafka,
    LiveEngine engine,
    SceneSimulator simulator,
    IEnumerable<ISceneWorker> workers,
    TimeProvider time,
    ILogger<SceneService> logger
) : PeriodicService(TimeSpan.FromMilliseconds(settings.Live.TickMilliseconds), time)
{
    // Long enough for a reload and for the next page of a lesson, and back.
    private const long IdleFor = 30_000;

    // What is in a lesson's topic is read within a second; a broker that is away must not hold an answer up for long.
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CatchUpPause = TimeSpan.FromMilliseconds(25);

    private readonly Meter _meter = new(ServerMetrics.MeterName);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SceneRoom> _rooms = [];
    private readonly List<Task> _stopping = [];
    private readonly ScenePlan[] _plans =
    [
        .. SceneKinds.All.SelectMany(kind => ScenePlan.Of(kind, settings)),
    ];

    private long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Reads what is asked of which scene; on failure <paramref name="problem"/> says what was got and what is accepted.</summary>
    public bool TryRead(
        string? name,
        IReadOnlyDictionary<string, string> parameters,
        [NotNullWhen(true)] out SceneAsked? asked,
        [NotNullWhen(false)] out string? problem
    )
    {
        asked = null;
        if (SceneKinds.Find(name) is not { } kind)
        {
            problem =
                $"There is no scene '{name}'; there are {string.Join(", ", SceneKinds.All.Select(one => one.Name))}.";
            return false;
        }

        if (!kind.TryRead(parameters, out var request, out problem))
        {
            return false;
        }

        ScenePlan[] plans = [.. _plans.Where(plan => plan.Kind == kind)];
        var plan = request.Topic is { } topic
            ? Array.Find(plans, one => one.Setup.Topics[0].Name == topic)
            : plans[0];
        problem = plan is null
            ? $"topic is '{request.Topic}'; it takes {string.Join(", ", plans[0].All)}. More are named by the setting ClickDash:Scenes:{kind.Title}:Topics."
            : null;
        asked = plan is null ? null : new SceneAsked(plan, request);
        return asked is not null;
    }

    /// <summary>The picture that a viewer gets now, once what is in the topics is read.</summary>
    public async Task<SceneMessage> NowAsync(SceneAsked asked, CancellationToken cancellation)
    {
        var end = Time.GetTimestamp();
        while (!IsCaughtUp(asked) && Time.GetElapsedTime(end) < LongestCatchUp)
        {
            await Task.Delay(CatchUpPause, Time, cancellation);
        }

        lock (_gate)
        {
            return Open(asked.Plan).Now(asked.Request, Status(asked.Plan));
        }
    }

    /// <summary>Watches a scene until cancelled: whole pictures, whenever they differ.</summary>
    /// <exception cref="TooManyViewsException">As many different pictures are watched as a node computes.</exception>
    public IAsyncEnumerable<SceneMessage> Watch(SceneAsked asked, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_rooms.Values.Sum(room => room.Pictures) >= settings.Live.MaxViews)
            {
                throw new TooManyViewsException(settings.Live.MaxViews);
            }

            var viewer = Open(asked.Plan).Watch(asked.Request, Status(asked.Plan));
            return Read(asked, viewer, cancellation);
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableGauge(
            "clickdash.scene.viewers",
            Viewers,
            unit: null,
            "Scenes being watched, by scene."
        );
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Task all;
        lock (_gate)
        {
            _stopping.AddRange(_rooms.Values.Select(room => room.Reading.DisposeAsync().AsTask()));
            _rooms.Clear();
            all = Task.WhenAll(_stopping);
        }

        await all.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Tick()
    {
        lock (_gate)
        {
            _stopping.RemoveAll(task => task.IsCompleted);
            foreach (var plan in _plans.Where(plan => plan.Always))
            {
                Open(plan);
            }

            foreach (var (key, room) in _rooms)
            {
                if (!room.Plan.Always && Now - room.IdleSince > IdleFor)
                {
                    _rooms.Remove(key);
                    _stopping.Add(room.Reading.DisposeAsync().AsTask());
                    continue;
                }

                if (room.Reading.IsOutdated)
                {
                    _stopping.Add(room.Restart().DisposeAsync().AsTask());
                }

                simulator.Send(room, Now);
                room.Tick(Status(room.Plan));
            }
        }
    }

    private Measurement<int>[] Viewers()
    {
        lock (_gate)
        {
            return
            [
                .. SceneKinds.All.Select(kind => new Measurement<int>(
                    _rooms.Values.Where(room => room.Kind == kind).Sum(room => room.Viewers),
                    new KeyValuePair<string, object?>("scene", kind.Name)
                )),
            ];
        }
    }

    private bool IsCaughtUp(SceneAsked asked)
    {
        lock (_gate)
        {
            var room = Open(asked.Plan);
            room.Touch(Now);
            return room.Reading.IsCaughtUp;
        }
    }

    private SceneRoom Open(ScenePlan plan)
    {
        if (!_rooms.TryGetValue(plan.Key, out var room))
        {
            room = new SceneRoom(
                plan.Kind,
                plan,
                () =>
                    new SceneReading(
                        plan.Kind,
                        plan.Setup,
                        settings.Kafka,
                        kafka.Address,
                        Time,
                        workers.FirstOrDefault(worker => worker.Scene == plan.Kind.Name),
                        logger
                    )
            );
            _rooms.Add(plan.Key, room);
            simulator.Send(room, Now);
        }

        return room;
    }

    private SceneStatus Status(ScenePlan plan) =>
        new(
            plan.Kind.Name,
            engine.Run,
            Sequence: 0,
            Now,
            plan.All,
            [],
            new IngestStatus(
                IngestState.Connecting,
                "",
                simulator.IsOn && plan.Kind.Simulate is not null,
                kafka.Address,
                string.Join(", ", plan.Setup.Topics.Select(topic => topic.Name))
            )
        );

    private async IAsyncEnumerable<SceneMessage> Read(
        SceneAsked asked,
        ChannelReader<SceneMessage> viewer,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        try
        {
            await foreach (var message in viewer.ReadAllAsync(cancellation))
            {
                yield return message;
            }
        }
        finally
        {
            lock (_gate)
            {
                _rooms.GetValueOrDefault(asked.Plan.Key)?.Leave(asked.Request, viewer, Now);
            }
        }
    }
}

/// <summary>What is asked of which fold.</summary>
internal sealed record SceneAsked(ScenePlan Plan, SceneRequest Request);
