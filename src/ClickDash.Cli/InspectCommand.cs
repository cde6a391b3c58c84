using System.CommandLine;
using ClickDash.Cli.Messages;
using ClickDash.Cli.Output;
using ClickDash.Cli.Replay;
using ClickDash.Core.Clicks;
using ClickDash.Kafka;

namespace ClickDash.Cli;

/// <summary><c>clickdash inspect</c>: what a topic or a file holds, and the setting that reads it.</summary>
internal static class InspectCommand
{
    private const int DefaultCount = 200;

    // What a few seconds read; more tell no more.
    private const int MostCount = 100_000;

    public static Command Build()
    {
        var file = new Argument<string?>("FILE")
        {
            Description =
                "A file with one message a line, may be compressed; - for the standard input. Left out: the topic.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var topic = Options.Topic();
        var count = Options.Parsed<int>(
            "--last",
            "How many of the newest messages are looked at; of a file the first lines.",
            $"a whole number from 1 to {MostCount}",
            DefaultCount,
            text =>
                int.TryParse(text, out var number) && number is > 0 and <= MostCount ? number : null
        );
        var command = new Command(
            "inspect",
            """
            Tells which format a topic's messages or a file's lines have, and how to have them read.

            Example: clickdash inspect --topic clicks --bootstrap localhost:9092
            """
        )
        {
            file,
            topic,
            count,
        };
        var connection = new Connection(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var findings = parsed.GetValue(file) is { } path
                    ? await OfFileAsync(path, parsed.GetValue(count)!.Value, cancellation)
                    : await OfTopicAsync(
                        connection.Of(parsed),
                        parsed.GetValue(topic)!,
                        parsed.GetValue(count)!.Value,
                        cancellation
                    );
                var (output, error) = (
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error
                );
                return findings.Write(output, error) ? ExitCodes.Done : ExitCodes.Failed;
            }
        );
        return command;
    }

    private static async Task<Findings> OfFileAsync(
        string path,
        int count,
        CancellationToken cancellation
    )
    {
        using var input = Input.Open(path);
        var lines = await new LineReader(input.Content, Limits.MessageBytes).PeekAsync(
            count,
            cancellation
        );
        return new Findings(
            $"The first {Shown.Count(lines.Count, "line")} of {input.Name}{(input.Compression is { } kind ? $" ({kind})" : "")}",
            [
                .. lines.Select(
                    (line, i) => new KafkaMessage("", 0, i, Timestamp: null, Key: null, line)
                ),
            ],
            ""
        );
    }

    private static Task<Findings> OfTopicAsync(
        Connection.Address kafka,
        string topic,
        int count,
        CancellationToken cancellation
    ) =>
        kafka.BrowseAsync(
            browser =>
            {
                var partitions = browser.Ranges(topic);
                var messages = NewestMessages.Of(browser, partitions, count, cancellation);
                return new Findings(
                    $"The newest {messages.Count:n0} of {partitions.Sum(one => one.Count):n0} messages in the {Shown.Count(partitions.Count, "partition")} of '{topic}' on {kafka.Bootstrap}",
                    messages,
                    $"--ClickDash:Kafka:BootstrapServers {kafka.Bootstrap} --ClickDash:Kafka:Topic {topic} "
                );
            },
            cancellation
        );
}
