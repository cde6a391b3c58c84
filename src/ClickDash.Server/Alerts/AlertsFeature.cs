using ClickDash.Core.Alerts;
using ClickDash.Server.Security;

namespace ClickDash.Server.Alerts;

/// <summary>Telling people when something is wrong.</summary>
public static class AlertsFeature
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, AlertJson.Default)
        );
        return services
            .AddSingleton<IAlertFacts, LiveFacts>()
            // A handler of its own: the factory's would write addresses to the log.
            .AddSingleton(provider =>
                ActivatorUtilities.CreateInstance<AlertWebhook>(
                    provider,
                    new HttpClient(
                        new SocketsHttpHandler
                        {
                            AllowAutoRedirect = false,
                            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                        }
                    )
                )
            )
            .AddSingleton<AlertService>()
            .AddHostedService(provider => provider.GetRequiredService<AlertWebhook>())
            .AddHostedService(provider => provider.GetRequiredService<AlertService>());
    }

    public static IEndpointRouteBuilder MapAlerts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/alerts", (AlertService alerts) => alerts.Statuses.ToArray()).Reads();
        return endpoints;
    }
}
