using System.CommandLine;
using ClickDash.Cli.Output;
using ClickDash.Kafka;

namespace ClickDash.Cli;

/// <summary><c>clickdash lag</c>: how far behind a consumer group is.</summary>
internal static class LagCommand
{
    public static Command Build()
    {
        var group = new Option<string>("--group")
        {
            Description = "The consumer group; ClickDash's own by default.",
            DefaultValueFactory = _ => new KafkaOptions().GroupId,
        };
        var topic = Options.Topic();
        var command = new Command(
            "lag",
            """
            Shows how far behind a consumer group is: for each partition what it has committed, the end, and the messages between.

            Example: clickdash lag --group clickdash --topic clicks --bootstrap localhost:9092
            """
        )
        {
            group,
            topic,
        };
        var connection = new Connection(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var (kafka, name, of) = (
                    connection.Of(parsed),
                    parsed.GetValue(group)!,
                    parsed.GetValue(topic)!
                );
                var partitions = await kafka.BrowseAsync(
                    browser =>
                    {
                        var ranges = browser.Ranges(of);
                        return ranges.Zip(browser.Committed(ranges)).ToArray();
                    },
                    cancellation,
                    name
                );
                if (partitions.All(partition => partition.Second is null))
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(
                        $"The group '{name}' has committed nothing for '{of}' on {kafka.Bootstrap}."
                    );
                    return ExitCodes.Failed;
                }

                Write(partitions, parsed.InvocationConfiguration.Output);
                return ExitCodes.Done;
            }
        );
        return command;
    }

    private static void Write(
        IReadOnlyCollection<(PartitionRange Range, long? Committed)> partitions,
        TextWriter output
    )
    {
        var rows = new Rows("partition", "committed", "end", "lag");
        foreach (var (range, committed) in partitions)
        {
            rows.Add($"{range.Partition}", committed, range.End, range.End - committed);
        }

        rows.Add(
            "total",
            partitions.Sum(partition => partition.Committed),
            partitions.Sum(partition => partition.Range.End),
            partitions.Sum(partition => partition.Range.End - partition.Committed)
        );
        rows.Write(output);
    }
}
