using ClickDash.Server.Security;
using ClickDash.Server.Settings;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Serilog;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace ClickDash.Server.Ops;

/// <summary>What operations look at: the log, health and metrics.</summary>
public static class OpsFeature
{
    public static WebApplicationBuilder AddOps(
        this WebApplicationBuilder builder,
        LogSettings settings
    )
    {
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace);
        // As a provider of the framework's own factory, which keeps its loggers: Serilog's makes new ones for each connection.
        builder.Logging.AddSerilog(
            new LoggerConfiguration()
                .MinimumLevel.Information()
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("System", LogEventLevel.Warning)
                // Each probe would log a state that was logged when it changed.
                .MinimumLevel.Override(
                    "Microsoft.Extensions.Diagnostics.HealthChecks",
                    LogEventLevel.Fatal
                )
                // A form that was too old is its sender's to know; where cookies' keys are kept, docs/security.md says.
                .MinimumLevel.Override("Microsoft.AspNetCore.Antiforgery", LogEventLevel.Error)
                .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
                // Each wrong key would be a line; KeyGuard warns of who shows many.
                .MinimumLevel.Override(typeof(BearerKey).FullName!, LogEventLevel.Warning)
                // What a viewer asked wrongly is that viewer's to know.
                .Filter.ByExcluding(entry => entry.Exception is HubException)
                // Program says it in a sentence.
                .Filter.ByExcluding(entry => StartFailure.Sentence(entry.Exception) is not null)
                .ReadFrom.Configuration(builder.Configuration)
                .WriteTo.Console(Formatter(settings))
                .CreateLogger(),
            dispose: true
        );
        builder.Services.AddHealthChecks().AddCheck<ConsumerHealth>("consumer");
        builder
            .Services.AddSingleton<SlowTicks>()
            .AddSingleton<ServerMetrics>()
            .AddHostedService<Announcer>()
            .AddTelemetry(builder.Configuration);
        return builder;
    }

    public static IEndpointRouteBuilder MapOps(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", Options(_ => false)).ForEveryone();
        endpoints.MapHealthChecks("/healthz/ready", Options(_ => true)).ForEveryone();
        endpoints.MapPrometheusScrapingEndpoint("/metrics").Reads();
        return endpoints;
    }

    private static ITextFormatter Formatter(LogSettings settings) =>
        settings.Format == LogSettings.Json
            ? new CompactJsonFormatter()
            : new MessageTemplateTextFormatter(
                "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}"
            );

    private static HealthCheckOptions Options(Func<HealthCheckRegistration, bool> which) =>
        new()
        {
            Predicate = which,
            ResponseWriter = (context, report) =>
            {
                context.Response.ContentType = "text/plain; charset=utf-8";
                // Why not is for those who may look: it names brokers and topics.
                var keys = context.RequestServices.GetRequiredService<AccessKeys>();
                var mayLook = keys.Of(context.User) >= Access.Viewer;
                var reasons = report
                    .Entries.Values.Select(entry => entry.Description)
                    .OfType<string>();
                var word = report.Status == HealthStatus.Unhealthy ? "not ready" : "ok";
                var why = mayLook ? string.Join(' ', reasons) : "";
                return context.Response.WriteAsync(
                    why.Length == 0 ? $"{word}\n"
                        : report.Status == HealthStatus.Unhealthy ? $"{word}: {why}\n"
                        : $"{word}, but: {why}\n",
                    context.RequestAborted
                );
            },
        };
}
