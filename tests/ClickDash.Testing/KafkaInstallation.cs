namespace ClickDash.Testing;

/// <summary>Where tests find a real Kafka.</summary>
public static class KafkaInstallation
{
    /// <summary>Names a running broker to test against, <c>host:port</c>, in place of one that the tests start.</summary>
    public const string Variable = "CLICKDASH_TEST_KAFKA";

    /// <summary>Names the folder that can start brokers (<c>bin/kafka-start</c>), in place of the one beside the repository.</summary>
    public const string FolderVariable = "CLICKDASH_TEST_KAFKA_FOLDER";

    /// <summary>The running broker that was named; null where none was.</summary>
    public static string? RunningBroker { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;

    /// <summary>The folder <c>shared/kafka</c> beside the repository or above it, which can start brokers; null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why tests with a real broker cannot run here; null where they can.</summary>
    public static string? SkipReason { get; } =
        RunningBroker is null && Folder is null
            ? $"There is no shared/kafka beside the repository, and {Variable} names no running broker."
            : null;

    /// <summary>The same for tests that stop and start the broker, which nobody else's may be.</summary>
    public static string? OwnBrokerSkipReason { get; } =
        Folder is null
            ? "There is no shared/kafka beside the repository, so no broker can be stopped and started."
            : null;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
        {
            return named;
        }

        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
        {
            var candidate = Path.Combine(folder.FullName, "shared", "kafka");
            if (File.Exists(Path.Combine(candidate, "bin", "kafka-start")))
            {
                return candidate;
            }
        }

        return null;
    }
}
