using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Live;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClickDash.Server.Ops;

/// <summary>Ready while clicks are read, or would be if there were any; a quiet topic is well.</summary>
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
        if (ingest.State != IngestState.Reading)
        {
            return HealthCheckResult.Unhealthy(ingest.Message);
        }

        var stalled = engine.Stalled();
        return stalled > LongestWait
            ? HealthCheckResult.Unhealthy(
                $"Messages are waiting in {ingest.Topic}, but none was read for {stalled.TotalSeconds:0} s."
            )
            : HealthCheckResult.Healthy();
    }
}
