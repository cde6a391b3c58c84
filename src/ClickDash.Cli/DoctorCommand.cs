using System.CommandLine;
using ClickDash.Cli.Doctor;
using ClickDash.Cli.Output;
using ClickDash.Kafka;

namespace ClickDash.Cli;

/// <summary><c>clickdash doctor</c>: what keeps a server from showing or storing clicks, and how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Build()
    {
        var settings = ServerSettings.Here();
        var topic = Options.Topic();
        topic.DefaultValueFactory = _ => settings.Topic;
        var format = new Option<string?>("--format")
        {
            Description = "The format; as ClickDash__Format has it by default.",
        };
        var store = new Option<string>("--store")
        {
            Description = "The store's file; as ClickDash__Store__Path has it by default.",
            DefaultValueFactory = _ => settings.Store,
        };
        var command = new Command(
            "doctor",
            """
            Checks the broker, the topic, its messages' format, the clocks, whether clicks come too late, and the store, and says what to mend.
            Takes the server's settings from its environment variables (ClickDash__Kafka__Topic and so on) and these options.

            Example: clickdash doctor --bootstrap localhost:9092 --topic clicks --store ./data/clickdash.db
            """
        )
        {
            topic,
            format,
            store,
        };
        var connection = new Connection(command, settings.Bootstrap, settings.Properties);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var kafka = connection.Of(parsed);
                // The option replaces all topics that the environment names.
                IReadOnlyList<TopicToRead> topics = parsed.GetResult(topic) is { Implicit: false }
                    ? [settings.Topics[0] with { Topic = parsed.GetValue(topic)! }]
                    : settings.Topics;
                if (parsed.GetValue(format) is { } name)
                {
                    topics = [.. topics.Select(one => one with { Format = name })];
                }

                var found = await OfKafkaAsync(kafka, topics, settings, cancellation);
                found = [.. found, .. StoreChecks.Of(parsed.GetValue(store)!, settings)];
                Write(found, parsed.InvocationConfiguration.Output);
                return found.Any(one => one.Verdict == Verdict.Wrong)
                    ? ExitCodes.Failed
                    : ExitCodes.Done;
            }
        );
        return command;
    }

    private static async Task<IReadOnlyList<Diagnosis>> OfKafkaAsync(
        Connection.Address kafka,
        IReadOnlyList<TopicToRead> topics,
        ServerSettings settings,
        CancellationToken cancellation
    )
    {
        try
        {
            return
            [
                .. await kafka.BrowseAsync(
                    browser =>
                        new TopicChecks(settings, DateTimeOffset.UtcNow).Of(
                            browser,
                            kafka.Bootstrap,
                            topics,
                            cancellation
                        ),
                    cancellation
                ),
            ];
        }
        catch (KafkaFatalException e)
        {
            // The client's properties make no sense: there is nothing to ask with.
            return [Diagnosis.Wrong("broker", e.Message)];
        }
    }

    private static void Write(IReadOnlyList<Diagnosis> found, TextWriter output)
    {
        var rows = new Rows("check", "result", "what");
        foreach (var one in found)
        {
            rows.Add(one.Check, one.Verdict.ToString().ToLowerInvariant(), one.Sentence);
        }

        rows.Write(output);
    }
}
