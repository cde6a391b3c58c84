using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ClickDash.Server.Ops;

/// <summary>Metrics for whoever asks at <c>/metrics</c>, and by OTLP, with traces of requests and slow ticks, where a collector is named.</summary>
internal static class Telemetry
{
    // OpenTelemetry's own names, which its exporter reads too.
    private static readonly string[] CollectorSettings =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    ];

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var exports = Array.Exists(
            CollectorSettings,
            name => !string.IsNullOrEmpty(configuration[name])
        );
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
                // Without the library's own entry: nobody need know its version.
                resource
                    .Clear()
                    .AddEnvironmentVariableDetector()
                    .AddService(configuration["OTEL_SERVICE_NAME"] ?? "clickdash")
            )
            .WithMetrics(metrics =>
            {
                metrics
                    .AddMeter(ServerMetrics.MeterName)
                    .AddAspNetCoreInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddPrometheusExporter();
                if (exports)
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (exports)
        {
            telemetry.WithTracing(traces =>
                traces
                    .AddSource(SlowTicks.SourceName)
                    .AddAspNetCoreInstrumentation()
                    .AddOtlpExporter()
            );
        }
    }
}
