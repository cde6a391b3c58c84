using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>What a sentence says, for code.</summary>
internal enum StatusCode
{
    Connecting,
    Unreachable,
    TopicMissing,
    TopicRefused,
    NoLeader,
    Unanswered,
    Reading,
    HeldBack,
    Fatal,
}

/// <summary>A sentence for people, and what it says.</summary>
internal readonly record struct StatusMessage(StatusCode Code, string Text);

/// <summary>What is said to people about a broker and a topic: every sentence is made here.</summary>
internal static class StatusMessages
{
    public static StatusMessage Connecting(string servers) =>
        new(StatusCode.Connecting, $"Connecting to Kafka on {servers}.");

    public static StatusMessage TopicMissing(string topic, string servers) =>
        new(
            StatusCode.TopicMissing,
            $"The topic '{topic}' does not exist yet on {servers}. It is read as soon as it is created."
        );

    /// <summary>The topic was there before.</summary>
    public static StatusMessage TopicDeleted(string topic, string servers) =>
        new(
            StatusCode.TopicMissing,
            $"The topic '{topic}' was deleted from {servers}. What was read of it stays counted; it is read again as soon as it is made anew."
        );

    /// <summary>How the topic is read; <paramref name="waiting"/> of its partitions have no leader.</summary>
    public static StatusMessage Reading(
        string topic,
        string servers,
        int partitions,
        int waiting
    ) =>
        new(
            StatusCode.Reading,
            $"Reading {Partitions(partitions)} of '{topic}' on {servers}."
                + (
                    waiting == 0
                        ? ""
                        : $" {Partitions(waiting)} {(waiting == 1 ? "waits" : "wait")} for a leader."
                )
        );

    /// <summary>No partition of the topic can be read, since none has a leader.</summary>
    public static StatusMessage NoLeader(string topic, string servers) =>
        new(
            StatusCode.NoLeader,
            $"No broker of {servers} leads a partition of '{topic}' at the moment. Trying again."
        );

    /// <summary>These partitions have no leader.</summary>
    public static StatusMessage NoLeader(string topic, IReadOnlyList<int> partitions) =>
        new(
            StatusCode.NoLeader,
            $"{Named(partitions)} of '{topic}' {(partitions.Count == 1 ? "waits" : "wait")} for a leader: the broker that holds {(partitions.Count == 1 ? "it" : "them")} is away."
        );

    /// <summary>The leaders of these partitions do not answer.</summary>
    public static StatusMessage Unanswered(string topic, IReadOnlyList<int> partitions) =>
        new(
            StatusCode.Unanswered,
            $"{Named(partitions)} of '{topic}' {(partitions.Count == 1 ? "is" : "are")} not read at the moment: the broker that leads {(partitions.Count == 1 ? "it" : "them")} does not answer."
        );

    /// <summary>The topic may be seen and not be read.</summary>
    public static StatusMessage ReadRefused(string topic, string servers, string? user) =>
        new(
            StatusCode.TopicRefused,
            $"The broker {servers} does not let {Who(user)} read the topic '{topic}': the right READ on the topic is missing. Trying again."
        );

    /// <summary>The topic may not even be seen, or the broker refuses it for another reason, such as its name.</summary>
    public static StatusMessage Refused(string topic, string servers, string? user, Error error) =>
        new(
            StatusCode.TopicRefused,
            error.Code == ErrorCode.TopicAuthorizationFailed
                ? $"The broker {servers} does not let {Who(user)} see the topic '{topic}': the right READ on the topic, which includes DESCRIBE, is missing. Trying again."
                : $"The broker {servers} does not let the topic '{topic}' be read: {Reason(error)} Trying again."
        );

    /// <summary>An open transaction holds back messages of these partitions.</summary>
    public static StatusMessage HeldBack(
        string topic,
        IReadOnlyList<int> partitions,
        long messages
    ) =>
        new(
            StatusCode.HeldBack,
            $"An open transaction holds back {messages} message{(messages == 1 ? "" : "s")} of {Named(partitions, "partition")} of '{topic}'."
        );

    /// <summary>These partitions are read as they should be again.</summary>
    public static StatusMessage ReadAgain(string topic, IReadOnlyList<int> partitions) =>
        new(
            StatusCode.Reading,
            $"{Named(partitions)} of '{topic}' {(partitions.Count == 1 ? "is" : "are")} read again."
        );

    /// <summary>Why there is no connection; <paramref name="cause"/> is the newest of the client's own errors, if it has one.</summary>
    public static StatusMessage Unreachable(string servers, Error? cause) =>
        new(
            StatusCode.Unreachable,
            cause?.Code switch
            {
                ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed =>
                    $"The broker {servers} does not accept the user or password that are set. Trying again.",
                ErrorCode.Local_Ssl =>
                    $"No secure connection to the broker {servers}: {Reason(cause)} Trying again.",
                ErrorCode.Local_Resolve =>
                    $"The name of the broker {servers} is not known to this machine's network. Trying again.",
                _ => $"The broker {servers} does not answer. Trying again.",
            }
        );

    public static StatusMessage Fatal(Error error) =>
        Fatal($"Kafka's client cannot go on: {Reason(error)}");

    public static StatusMessage Fatal(string problem) => new(StatusCode.Fatal, problem);

    private static string Who(string? user) => user is null ? "this client" : $"the user '{user}'";

    private static string Partitions(int count) => $"{count} partition{(count == 1 ? "" : "s")}";

    private static string Named(IReadOnlyList<int> partitions, string word = "Partition") =>
        $"{word}{(partitions.Count == 1 ? "" : "s")} {string.Join(", ", partitions)}";

    private static string Reason(Error error) => error.Reason.TrimEnd('.', ' ') + ".";
}
