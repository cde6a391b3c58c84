using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClickDash.Server.Ops;

/// <summary>
/// Ready while at least one topic flows: it is read, and no message of it waits for long. A quiet topic flows. What does not flow while the
/// rest does is named and leaves the server ready: taking it out of service would help nobody.
/// </summary>
public sealed class ConsumerHealth(LiveEngine engine) : IHealthCheck
{
    // Far beyond a fetch of the largest messages over a slow line.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        var ingest = engine.Ingest;
        if (ingest.State == IngestState.Paused)
        {
            return HealthCheckResult.Unhealthy(ingest.Message);
        }

        var topics = engine.Health();
        var troubles = string.Join(
            ' ',
            topics
                .SelectMany(Troubles)
                .Distinct()
                // Pictures go on from memory: it does not take the server out of service.
                .Concat(ingest.StoreTrouble is { } store ? [store] : [])
        );
        return Array.TrueForAll(topics, topic => !Flows(topic))
                ? HealthCheckResult.Unhealthy(troubles)
            : troubles.Length > 0 ? HealthCheckResult.Degraded(troubles)
            : HealthCheckResult.Healthy();
    }

    private static bool Flows(TopicHealth topic) =>
        topic.State == IngestState.Reading && topic.Stalled <= LongestWait;

    private static IEnumerable<string> Troubles(TopicHealth topic)
    {
        if (topic.State != IngestState.Reading)
        {
            yield return topic.Message;
            yield break;
        }

        foreach (var partition in topic.Partitions)
        {
            if (partition is { State: not PartitionState.Gone, Message: { } message })
            {
                yield return message;
            }
        }

        if (topic.Stalled > LongestWait)
        {
            yield return $"Messages are waiting in {topic.Topic}, but none was read for {topic.Stalled.TotalSeconds:0} s.";
        }
    }
}
