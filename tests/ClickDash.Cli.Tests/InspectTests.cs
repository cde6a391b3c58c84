using System.Text;
using ClickDash.Core.Formats;
using ClickDash.Kafka;
using ClickDash.Testing;

namespace ClickDash.Cli.Tests;

public sealed class InspectTests
{
    public static TheoryData<string> Presets => [.. ClickFormats.Presets];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task The_example_files_of_every_preset_are_recognised(string preset)
    {
        var name = preset == "access-log" ? "access-log.log" : $"{preset}.jsonl";
        var files = ExampleMessages
            .Folders.Select(folder => Path.Combine(folder, name))
            .Where(File.Exists)
            .ToArray();
        files.ShouldNotBeEmpty();
        foreach (var file in files)
        {
            var run = await Run.OfAsync("inspect", file);
            run.Exit.ShouldBe(0, run.Error);
            run.Output.ShouldContain($"  ./run --ClickDash:Format {preset}\n", customMessage: file);
            run.Output.ShouldContain($"  ClickDash__Format={preset}\n");
        }
    }

    [Fact]
    public async Task A_topic_is_read_from_its_end_and_shown_as_it_would_be_read()
    {
        using var broker = EmbeddedBroker.Start();
        await SendAsync(
            broker,
            "visits",
            Enumerable
                .Range(0, 300)
                .Select(i =>
                    i < 250
                        ? "not a click"
                        : $"{{\"page\":\"/p{i}\",\"country\":\"nz\",\"ts\":{1_790_000_000_000 + i}}}"
                )
        );
        var run = await Run.OfAsync(
            "inspect",
            "--topic",
            "visits",
            "--last",
            "50",
            "--bootstrap",
            broker.BootstrapServers
        );
        run.Exit.ShouldBe(0, run.Error);
        run.Output.ShouldStartWith(
            $"The newest 50 of 300 messages in the 4 partitions of 'visits' on {broker.BootstrapServers}.\n"
        );
        run.Lines.ShouldContain("clicks\t100\t50\t0\t0");
        run.Lines.ShouldContain("time\tpage\tcountry");
        run.Lines.ShouldContain("2026-09-21T14:13:20.299Z\t/p299\tNZ");
        run.Output.ShouldContain(
            $"./run --ClickDash:Kafka:BootstrapServers {broker.BootstrapServers} --ClickDash:Kafka:Topic visits --ClickDash:Format clicks\n"
        );
        // They say they are months older than their messages.
        run.Output.ShouldContain("--ClickDash:Time message");
    }

    [Fact]
    public async Task Avro_behind_a_schema_registry_is_named()
    {
        using var broker = EmbeddedBroker.Start();
        await SendAsync(
            broker,
            "avro",
            ["\0\0\0\0\u0007\u0002\u0010", "\0\0\0\0\u0009\u0002\u0010"]
        );
        var run = await Run.OfAsync(
            "inspect",
            "--topic",
            "avro",
            "--bootstrap",
            broker.BootstrapServers
        );
        run.Exit.ShouldBe(1);
        run.Error.Trim()
            .ShouldBe(
                "2 of 2 messages are Avro or Protobuf behind a schema registry's five bytes (schema 7, 9). No format reads these: have the producer write JSON, with or without a registry."
            );
    }

    [Fact]
    public async Task What_no_preset_reads_is_said()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "12:15:27, 57\n12:15:28, 58\n");
        var run = await Run.OfAsync("inspect", file);
        File.Delete(file);
        run.Exit.ShouldBe(1);
        run.Error.ShouldStartWith("No preset reads them.");
    }

    [Fact]
    public async Task What_a_message_holds_cannot_steer_a_terminal()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "{\"page\":\"/\\u001b[2J\\t\"}\n");
        var run = await Run.OfAsync("inspect", file);
        File.Delete(file);
        run.Lines.ShouldContain("/\\u001B[2J\\u0009");
    }

    [Fact]
    public async Task A_topic_that_is_not_there_is_said_to_be_so_and_stays_away()
    {
        using var broker = EmbeddedBroker.Start();
        foreach (var command in new[] { "inspect", "tail", "lag" })
        {
            var run = await Run.OfAsync(
                command,
                "--topic",
                "nothing",
                "--bootstrap",
                broker.BootstrapServers
            );
            run.Exit.ShouldBe(1);
            run.Error.Trim()
                .ShouldBe(
                    $"There is no topic 'nothing' on {broker.BootstrapServers}. 'clickdash topics' lists those that are there."
                );
        }

        var topics = await Run.OfAsync("topics", "--bootstrap", broker.BootstrapServers);
        topics.Columns.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("tail")]
    [InlineData("topics")]
    public async Task Without_a_broker_one_sentence_says_so(string command)
    {
        var run = await Run.OfAsync(command, "--bootstrap", "127.0.0.1:1");
        run.Exit.ShouldBe(1);
        run.Error.Trim().ShouldBe("The broker 127.0.0.1:1 does not answer.");
        run.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("replay")]
    [InlineData("tail")]
    [InlineData("topics")]
    [InlineData("lag")]
    [InlineData("simulate")]
    [InlineData("doctor")]
    public async Task The_help_of_a_command_has_an_example_of_it(string command)
    {
        var run = await Run.OfAsync(command, "--help");
        run.Exit.ShouldBe(0);
        run.Output.ShouldContain($"Example: clickdash {command} ");
    }

    [Fact]
    public async Task A_property_of_the_client_is_checked()
    {
        (await Run.OfAsync("topics", "--client", "sasl")).Error.ShouldStartWith(
            "--client got 'sasl'; it takes name=value of a librdkafka property, such as security.protocol=SASL_SSL."
        );
        (await Run.OfAsync("topics", "--client", "no.such=1")).Error.ShouldStartWith(
            "Kafka's client does not take the properties that are set"
        );
    }

    private static async Task SendAsync(
        EmbeddedBroker broker,
        string topic,
        IEnumerable<string> values
    )
    {
        using var producer = new ClickProducer(broker.BootstrapServers);
        var sent = 0L;
        foreach (var value in values)
        {
            await producer.SendAsync(
                topic,
                Encoding.UTF8.GetBytes(value),
                timestamp: 1_795_000_000_000 + sent++
            );
        }

        await producer.FlushAsync(CancellationToken.None);
        producer.Delivered.ShouldBe(sent);
    }
}
