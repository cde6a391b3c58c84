namespace ClickDash.Server.Simulate;

/// <summary>Simulated clicks.</summary>
public static class SimulateFeature
{
    public static IServiceCollection AddSimulate(this IServiceCollection services) =>
        services.AddSingleton<TopicWriter>().AddHostedService<SimulatorService>();
}
