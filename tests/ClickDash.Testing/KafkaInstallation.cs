namespace ClickDash.Testing;

/// <summary>Where tests find a real Kafka.</summary>
public static class KafkaInstallation
{
    /// <summary>Names a running broker to test against, <c>host:port</c>, in place of one that the tests start.</summary>
    public const string Variable = "CLICKDASH_TEST_KAFKA";

    private static readonly string? Found = Repository.Find(
        Path.Combine("shared", "kafka"),
        Path.Combine("bin", "kafka-start")
    );

    private static readonly Lazy<string> Usable = new(() => LinkStubs.Resolve(Found!, "lib"));

    /// <summary>The running broker that was named; null where none was.</summary>
    public static string? RunningBroker { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;

    /// <summary>Why tests with a real broker cannot run here; null where they can.</summary>
    public static string? SkipReason { get; } =
        RunningBroker is null && Found is null
            ? $"There is no shared/kafka beside the repository, and {Variable} names no running broker."
            : null;

    /// <summary>The same for tests that stop and start the broker, which nobody else's may be.</summary>
    public static string? OwnBrokerSkipReason { get; } =
        Found is null
            ? "There is no shared/kafka beside the repository, so no broker can be stopped and started."
            : null;

    /// <summary>
    /// A folder that can start brokers (<c>bin/kafka-start</c>): <c>shared/kafka</c> beside the repository or above it, or
    /// a whole copy where that has lost its links.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is none: see <see cref="OwnBrokerSkipReason"/>.</exception>
    public static string Folder =>
        Found is null ? throw new InvalidOperationException(OwnBrokerSkipReason) : Usable.Value;
}
