namespace ClickDash.Kafka;

/// <summary>Which Kafka is read and how: the settings under <c>ClickDash:Kafka</c>.</summary>
public sealed record KafkaOptions
{
    /// <summary>The settings' place, as people write it.</summary>
    public const string Section = "ClickDash:Kafka";

    /// <summary><c>host:port</c>, several separated by commas; null for the embedded broker.</summary>
    public string? BootstrapServers { get; set; }

    /// <summary>The topic whose messages are clicks.</summary>
    public string Topic { get; set; } = "clicks";

    /// <summary><c>earliest</c>, <c>latest</c>, <c>newest:1000</c> or an ISO 8601 time: where reading begins while no offset is stored.</summary>
    public string StartFrom { get; set; } = "latest";

    /// <summary>The group under which offsets are committed for Kafka's tools to show the lag; it never rebalances.</summary>
    public string GroupId { get; set; } = "clickdash";

    /// <summary>How many threads read, each a share of the partitions; null for half the cores. Never more than there are partitions.</summary>
    public int? Readers { get; set; }

    /// <summary>Any librdkafka property (<c>security.protocol</c>, <c>sasl.username</c> …), handed over as it is.</summary>
    public Dictionary<string, string> Client { get; set; } = [];

    /// <summary>What is wrong with the settings: each problem a sentence that names the setting, what it got and what it takes.</summary>
    public IEnumerable<string> Validate() => KafkaOptionsRules.Check(this);
}
