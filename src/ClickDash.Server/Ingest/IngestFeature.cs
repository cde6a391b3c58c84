using ClickDash.Server.Engine;

namespace ClickDash.Server.Ingest;

/// <summary>Reading clicks from Kafka.</summary>
public static class IngestFeature
{
    public static IServiceCollection AddIngest(this IServiceCollection services) =>
        services.AddSingleton<KafkaConnection>().AddHostedService<IngestService>();
}
