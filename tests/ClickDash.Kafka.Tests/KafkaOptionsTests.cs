namespace ClickDash.Kafka.Tests;

public sealed class KafkaOptionsTests
{
    [Fact]
    public void The_defaults_are_right() => new KafkaOptions().Validate().ShouldBeEmpty();

    [Fact]
    public void Every_problem_names_its_setting_what_it_got_and_what_it_takes()
    {
        var options = new KafkaOptions
        {
            BootstrapServers = "localhost:9092, broker",
            Topic = "my clicks",
            StartFrom = "yesterday",
            GroupId = " ",
            Readers = 0,
        };
        options
            .Validate()
            .ShouldBe([
                "ClickDash:Kafka:BootstrapServers got 'broker'; it takes host:port, several separated by commas, such as 'localhost:9092'.",
                "ClickDash:Kafka:Topic got 'my clicks'; it takes 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'.",
                "ClickDash:Kafka:StartFrom got 'yesterday'; it takes 'earliest', 'latest', 'newest:1000' (of each partition) or a time such as '2026-01-31T09:00:00Z'.",
                "ClickDash:Kafka:GroupId is empty; it takes a consumer group's name, such as 'clickdash'.",
                "ClickDash:Kafka:Readers got '0'; it takes a whole number from 1 to 64, or nothing for half the cores.",
            ]);
    }

    [Theory]
    [InlineData("localhost:9092")]
    [InlineData("a.example:9092,b.example:9093")]
    [InlineData("[::1]:9092")]
    [InlineData("SASL_SSL://broker.example:9093")]
    public void Servers_are_written_as_Kafka_writes_them(string servers) =>
        new KafkaOptions { BootstrapServers = servers }
            .Validate()
            .ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("localhost:0")]
    [InlineData("localhost:70000")]
    [InlineData("http//x:1")]
    public void Other_servers_are_refused(string servers) =>
        new KafkaOptions { BootstrapServers = servers }
            .Validate()
            .ShouldHaveSingleItem()
            .ShouldContain("BootstrapServers");

    [Theory]
    [InlineData("no.such.property", "x", "is not a property of librdkafka")]
    [InlineData("fetch.min.bytes", "many", "got a value that librdkafka does not take")]
    [InlineData("auto.offset.reset", "earliest", "cannot be set")]
    public void A_wrong_client_property_is_named_and_its_value_is_not(
        string name,
        string value,
        string problem
    )
    {
        var found = new KafkaOptions { Client = { [name] = value } }
            .Validate()
            .ShouldHaveSingleItem();
        found.ShouldStartWith($"ClickDash:Kafka:Client:{name}");
        found.ShouldContain(problem);
    }

    [Fact]
    public void Secrets_are_never_told()
    {
        var options = new KafkaOptions
        {
            Client =
            {
                ["security.protocol"] = "SASL_PLAINTEXT",
                ["sasl.mechanism"] = "PLAIN",
                ["sasl.username"] = "me",
                ["sasl.password"] = "hunter2",
            },
        };
        options.Validate().ShouldBeEmpty();
        options.Client["ssl.key.pem"] = "hunter2";
        options.Client["no.such"] = "hunter2";
        string.Concat(options.Validate()).ShouldNotContain("hunter2");
        options.ToString().ShouldNotContain("hunter2");
    }
}
