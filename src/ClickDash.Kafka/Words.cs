using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>What is said to people about a broker and a topic.</summary>
internal static class Words
{
    public static string Connecting(string servers) => $"Connecting to Kafka on {servers}.";

    public static string Waiting(string topic, string servers) =>
        $"The topic '{topic}' does not exist yet on {servers}. It is read as soon as it is created.";

    public static string Reading(string topic, string servers, int partitions) =>
        $"Reading {partitions} partition{(partitions == 1 ? "" : "s")} of '{topic}' on {servers}.";

    public static string Refused(string topic, string servers, Error error) =>
        $"The broker {servers} does not let the topic '{topic}' be read: {Reason(error)} Trying again.";

    /// <summary>Why there is no connection; <paramref name="cause"/> is the newest of the client's own errors, if it has one.</summary>
    public static string Unreachable(string servers, Error? cause) =>
        cause?.Code switch
        {
            ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed =>
                $"The broker {servers} does not accept the user or password that are set. Trying again.",
            ErrorCode.Local_Ssl =>
                $"No secure connection to the broker {servers}: {Reason(cause)} Trying again.",
            ErrorCode.Local_Resolve =>
                $"The name of the broker {servers} is not known to this machine's network. Trying again.",
            _ => $"The broker {servers} does not answer. Trying again.",
        };

    public static string Fatal(Error error) => $"Kafka's client cannot go on: {Reason(error)}";

    private static string Reason(Error error) => error.Reason.TrimEnd('.', ' ') + ".";
}
