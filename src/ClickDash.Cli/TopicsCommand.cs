using System.CommandLine;
using ClickDash.Cli.Output;
using ClickDash.Kafka;

namespace ClickDash.Cli;

/// <summary><c>clickdash topics</c>: what topics there are and how much is in them.</summary>
internal static class TopicsCommand
{
    public static Command Build()
    {
        var isInternal = new Option<bool>("--internal")
        {
            Description = "Shows Kafka's own topics too, whose names begin with '_'.",
        };
        var command = new Command(
            "topics",
            """
            Lists the topics with their partitions, messages and the newest message's time. Creates none.

            Example: clickdash topics --bootstrap localhost:9092
            """
        )
        {
            isInternal,
        };
        var connection = new Connection(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var rows = await connection
                    .Of(parsed)
                    .BrowseAsync(
                        browser => Describe(browser, parsed.GetValue(isInternal), cancellation),
                        cancellation
                    );
                rows.Write(parsed.InvocationConfiguration.Output);
                return ExitCodes.Done;
            }
        );
        return command;
    }

    private static Rows Describe(
        TopicBrowser browser,
        bool withInternal,
        CancellationToken cancellation
    )
    {
        var topics = browser
            .Topics()
            .Where(topic => withInternal || !topic.Topic.StartsWith('_'))
            .Select(topic =>
            {
                cancellation.ThrowIfCancellationRequested();
                return (topic.Topic, Ranges: browser.Ranges(topic.Topic, topic.Partitions));
            })
            .ToArray();
        // The last offset of every partition at once: one wait for all.
        var newest = browser
            .Read(
                [.. topics.SelectMany(topic => PartitionRange.Newest(topic.Ranges, 1))],
                cancellation
            )
            .GroupBy(message => message.Topic, message => message.Timestamp)
            .ToDictionary(topic => topic.Key, topic => topic.Max(), StringComparer.Ordinal);
        var rows = new Rows("topic", "partitions", "messages", "newest");
        foreach (var (topic, ranges) in topics)
        {
            rows.Add(
                topic,
                (long)ranges.Count,
                ranges.Sum(range => range.Count),
                newest.GetValueOrDefault(topic) is { } time ? Shown.Time(time) : null
            );
        }

        return rows;
    }
}
