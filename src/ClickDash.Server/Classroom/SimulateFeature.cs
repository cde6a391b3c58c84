using ClickDash.Server.Security;

namespace ClickDash.Server.Classroom;

/// <summary>Simulated clicks, and the desk from which a presenter lets things happen to them.</summary>
public static class SimulateFeature
{
    public static IServiceCollection AddSimulate(this IServiceCollection services) =>
        services
            .AddSingleton<TopicWriter>()
            .AddSingleton<Desk>()
            .AddSingleton<SimulatorService>()
            .AddHostedService(provider => provider.GetRequiredService<SimulatorService>());

    public static IEndpointRouteBuilder MapSimulate(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/desk", (Desk desk) => desk.State).Reads();
        endpoints.MapPost("/api/desk", DeskEndpoint.OrderAsync).Writes();
        return endpoints;
    }
}
