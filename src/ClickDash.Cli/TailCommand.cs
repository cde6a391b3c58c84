using System.CommandLine;
using ClickDash.Cli.Messages;
using ClickDash.Cli.Output;
using ClickDash.Core.Formats;
using ClickDash.Kafka;

namespace ClickDash.Cli;

/// <summary><c>clickdash tail</c>: a topic's messages as they come.</summary>
internal static class TailCommand
{
    private const string UsualFields = "time,page,referrer,country,device,status";

    public static Command Build()
    {
        var topic = Options.Topic();
        var from = Options.Parsed<StartFrom>(
            "--from",
            "Where to begin: latest, earliest or a time such as 2026-01-31T09:00:00Z.",
            "latest, earliest or a time such as 2026-01-31T09:00:00Z",
            StartFrom.Latest,
            text => StartFrom.TryParse(text, out var start) ? start : null
        );
        var timeout = Options.Parsed<TimeSpan>(
            "--timeout",
            "Ends after so long without a message: 10 (seconds), 500ms, 5m. Left out: until Ctrl-C.",
            "seconds, or a number with ms, s, m or h, such as 10, 500ms or 5m",
            fallback: null,
            text => Durations.Parse(text) ?? Durations.Parse(text + "s")
        );
        var count = Options.Parsed<long>(
            "--count",
            "Ends after so many messages.",
            "a whole number from 1",
            fallback: null,
            text => long.TryParse(text, out var number) && number > 0 ? number : null
        );
        var fields = new Option<string>("--fields")
        {
            Description =
                $"What is shown: {string.Join(", ", Field.All.Select(field => field.Name))}.",
            DefaultValueFactory = _ => UsualFields,
        };
        var format = Options.Format("How messages are read; 'clickdash inspect' tells which fits.");
        var isRaw = new Option<bool>("--raw")
        {
            Description = "Writes each message's value as it is, a line each.",
        };
        var output = new Option<string?>("--output")
        {
            Description = "json (lines) or table. Left out: table in a terminal, else json.",
        };
        output.AcceptOnlyFromAmong("json", "table");
        var command = new Command(
            "tail",
            """
            Shows a topic's clicks as they come: a consumer without a line of code.

            Example: clickdash tail --topic clicks --from earliest --timeout 10 --fields time,page,country --bootstrap localhost:9092
            """
        )
        {
            topic,
            from,
            timeout,
            count,
            fields,
            format,
            isRaw,
            output,
        };
        var connection = new Connection(command);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var (writer, error) = (
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error
                );
                var isTable = parsed.GetValue(output) is { } chosen
                    ? chosen == "table"
                    : Terminal.Behind(writer) is not null;
                var chosenFields = Field.Parse(parsed.GetValue(fields)!);
                IMessageWriter messages =
                    parsed.GetValue(isRaw) ? new RawWriter(writer)
                    : isTable ? new ColumnWriter(writer, chosenFields)
                    : new JsonLineWriter(writer, chosenFields);
                var reading = parsed.GetValue(isRaw)
                    ? null
                    : ClickFormats.Create(parsed.GetValue(format)!);
                var tail = new Tail(
                    new Decoded(messages, reading, chosenFields),
                    error,
                    parsed.GetValue(timeout),
                    parsed.GetValue(count)
                );
                return connection
                    .Of(parsed)
                    .BrowseAsync(
                        browser =>
                            tail.Run(
                                browser,
                                browser.From(
                                    browser.Ranges(parsed.GetValue(topic)!),
                                    parsed.GetValue(from)!.Value
                                ),
                                cancellation
                            ),
                        cancellation
                    );
            }
        );
        return command;
    }
}
