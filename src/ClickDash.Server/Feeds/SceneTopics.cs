using ClickDash.Core.Wire;
using ClickDash.Kafka;
using ClickDash.Scenes;
using ClickDash.Server.Engine;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Feeds;

/// <summary>Which scenes have data: what the broker keeps of their topics. Asking creates none.</summary>
internal sealed class SceneTopics(
    ClickDashSettings settings,
    KafkaConnection kafka,
    SceneSimulator simulator,
    TimeProvider time,
    ILogger<SceneTopics> logger
) : IDisposable
{
    // A start page that many look at asks the broker once.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _asking = new(1);
    private SceneEntry[] _entries = [];
    private long? _askedAt;

    /// <summary>The scenes with their topics; a broker that does not answer leaves the numbers out.</summary>
    public async Task<SceneEntry[]> ListAsync(CancellationToken cancellation)
    {
        await _asking.WaitAsync(cancellation);
        try
        {
            if (_askedAt is not { } at || time.GetElapsedTime(at) > Fresh)
            {
                _entries = await Task.Run(Ask, cancellation);
                _askedAt = time.GetTimestamp();
            }

            return _entries;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private SceneEntry[] Ask()
    {
        var plans = SceneKinds.All.ToDictionary(
            kind => kind,
            kind => ScenePlan.Of(kind, settings)[0].All
        );
        var found = Ask(
            plans.Values.SelectMany(topics => topics).ToHashSet(StringComparer.Ordinal)
        );
        return
        [
            .. plans.Select(plan => new SceneEntry(
                plan.Key.Name,
                plan.Key.Title,
                plan.Key.About,
                Array.ConvertAll(
                    plan.Value,
                    topic => new SceneTopicEntry(
                        topic,
                        found.TryGetValue(topic, out var messages) ? messages : null,
                        simulator.IsOn && IsSimulated(plan.Key, topic)
                    )
                )
            )),
        ];
    }

    private static bool IsSimulated(SceneKind kind, string topic) =>
        kind.Simulate?.Invoke(topic, 0, 10_000).Any() == true;

    private Dictionary<string, long> Ask(HashSet<string> wanted)
    {
        try
        {
            using var browser = new TopicBrowser(
                kafka.Address,
                settings.Kafka.Client,
                settings.Kafka.GroupId
            );
            return browser
                .Topics()
                .Where(found => wanted.Contains(found.Topic))
                .ToDictionary(
                    found => found.Topic,
                    found =>
                        browser.Ranges(found.Topic, found.Partitions).Sum(range => range.Count),
                    StringComparer.Ordinal
                );
        }
        catch (KafkaFatalException e)
        {
            logger.LogDebug(e, "The broker could not be asked for the scenes' topics");
            return [];
        }
    }
}
