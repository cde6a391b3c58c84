using System.Globalization;
using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>What makes settings wrong, in sentences.</summary>
internal static partial class KafkaOptionsRules
{
    // What Kafka itself accepts.
    private const int LongestTopic = 249;

    // Each is a thread and a client with connections of its own.
    private const int MostReaders = 64;

    public static IEnumerable<string> Check(KafkaOptions options)
    {
        if (options.BootstrapServers is { } servers && BadServer(servers) is { } bad)
        {
            yield return $"{KafkaOptions.Section}:BootstrapServers got '{bad}'; it takes host:port, several separated by commas, such as 'localhost:9092'.";
        }

        if (!IsTopic(options.Topic))
        {
            yield return $"{KafkaOptions.Section}:Topic got '{options.Topic}'; it takes 1 to {LongestTopic} of the characters a-z, A-Z, 0-9, '.', '_' and '-'.";
        }

        if (!Kafka.StartFrom.TryParse(options.StartFrom, out _))
        {
            yield return $"{KafkaOptions.Section}:StartFrom got '{options.StartFrom}'; it takes 'earliest', 'latest', 'newest:1000' (of each partition) or a time such as '2026-01-31T09:00:00Z'.";
        }

        if (string.IsNullOrWhiteSpace(options.GroupId))
        {
            yield return $"{KafkaOptions.Section}:GroupId is empty; it takes a consumer group's name, such as 'clickdash'.";
        }

        if (options.Readers is < 1 or > MostReaders)
        {
            yield return $"{KafkaOptions.Section}:Readers got '{options.Readers}'; it takes a whole number from 1 to {MostReaders}, or nothing for half the cores.";
        }

        foreach (var name in options.Client.Keys.Where(OwnProperties.Contains))
        {
            yield return $"{KafkaOptions.Section}:Client:{name} cannot be set: ClickDash decides it, since its counts depend on it.";
        }

        if (BadClient(options) is { } problem)
        {
            yield return problem;
        }
    }

    /// <summary>Whether Kafka accepts this as a topic's name.</summary>
    public static bool IsTopic(string? name) =>
        name is { Length: > 0 and <= LongestTopic } and not "." and not ".."
        && TopicPattern().IsMatch(name);

    /// <summary>The first part of a server list that is not <c>host:port</c>; null where all are.</summary>
    public static string? BadServer(string servers)
    {
        var parts = servers.Split(',', StringSplitOptions.TrimEntries);
        return Array.Find(parts, part => !IsServer(part));
    }

    private static bool IsServer(string part)
    {
        var match = ServerPattern().Match(part);
        return match.Success
            && int.TryParse(
                match.Groups["port"].ValueSpan,
                CultureInfo.InvariantCulture,
                out var port
            )
            && port is > 0 and <= 65535;
    }

    /// <summary>Asks the client library itself: a handle is made and thrown away, nothing connects.</summary>
    private static string? BadClient(KafkaOptions options)
    {
        if (options.Client.Count == 0)
        {
            return null;
        }

        try
        {
            var config = ConsumerSettings.For(options with { GroupId = "check" }, "localhost:9092");
            using var consumer = new ConsumerBuilder<Ignore, Ignore>(config)
                .SetLogHandler((_, _) => { })
                .Build();
            return null;
        }
        catch (Exception e)
            when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            // The library's own words may hold a value, and a value may be a secret: only the name is passed on.
            var named = options.Client.Keys.FirstOrDefault(name =>
                e.Message.Contains($"\"{name}\"", StringComparison.Ordinal)
            );
            var isUnknown = e.Message.StartsWith("No such", StringComparison.Ordinal);
            return (named, isUnknown) switch
            {
                ({ }, true) =>
                    $"{KafkaOptions.Section}:Client:{named} is not a property of librdkafka; its CONFIGURATION.md lists those it takes.",
                ({ }, false) =>
                    $"{KafkaOptions.Section}:Client:{named} got a value that librdkafka does not take; its CONFIGURATION.md says which.",
                _ =>
                    $"{KafkaOptions.Section}:Client got properties that do not go together ({string.Join(", ", options.Client.Keys)}); librdkafka's CONFIGURATION.md says which do.",
            };
        }
    }

    // Exactness and the loop's own pace rest on these.
    private static readonly HashSet<string> OwnProperties = new(StringComparer.Ordinal)
    {
        "bootstrap.servers",
        "metadata.broker.list",
        "group.id",
        "auto.offset.reset",
        "enable.auto.offset.store",
        "enable.partition.eof",
        "allow.auto.create.topics",
        ConfigPropertyNames.Consumer.ConsumeResultFields,
    };

    [GeneratedRegex(
        "^[a-zA-Z0-9._-]+$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TopicPattern();

    [GeneratedRegex(
        @"^([A-Za-z_]+://)?(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):(?<port>[0-9]{1,5})$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ServerPattern();
}
