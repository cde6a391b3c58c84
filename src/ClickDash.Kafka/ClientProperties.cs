namespace ClickDash.Kafka;

/// <summary>What is said about librdkafka properties that people set.</summary>
internal static class ClientProperties
{
    /// <summary>For properties that the client does not take. Its own words may hold a value, and a value may be a secret.</summary>
    public static KafkaFatalException Refused() =>
        new(
            "Kafka's client does not take the properties that are set; librdkafka's CONFIGURATION.md lists those it takes."
        );
}
