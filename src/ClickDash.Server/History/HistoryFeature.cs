using ClickDash.Server.Security;

namespace ClickDash.Server.History;

/// <summary>What was counted, stored: for the next start and for looking back.</summary>
public static class HistoryFeature
{
    public static IServiceCollection AddHistory(this IServiceCollection services) =>
        services
            .AddSingleton<StoreService>()
            .AddHostedService(provider => provider.GetRequiredService<StoreService>());

    public static IEndpointRouteBuilder MapHistory(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/history", HistoryEndpoint.Answer).Reads();
        return endpoints;
    }
}
