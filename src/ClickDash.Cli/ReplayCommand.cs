using System.CommandLine;
using System.Diagnostics;
using ClickDash.Cli.Output;
using ClickDash.Cli.Replay;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats;
using ClickDash.Kafka;

namespace ClickDash.Cli;

/// <summary><c>clickdash replay</c>: a log's lines into a topic, as they happened or as fast as the broker takes them.</summary>
internal static class ReplayCommand
{
    private const int LinesForFormat = 200;
    private const string Beside = ".replay";

    // Together under ten seconds, so that a wrong address is told while one still looks.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(8);

    // A line is there once, also where the client has to try twice; and none overtakes another of its partition.
    private static readonly Dictionary<string, string> OwnProperties = new(StringComparer.Ordinal)
    {
        ["enable.idempotence"] = "true",
        ["batch.size"] = "1000000",
    };

    // At full speed a batch that waits a moment for company is a larger one, of which fewer are sent.
    private const string FullSpeedLinger = "50";

    public static Command Build()
    {
        var file = new Argument<string>("FILE")
        {
            Description =
                "An access log or JSON lines, plain or compressed with gzip or zstd; - for the standard input.",
        };
        var topic = Options.Topic();
        var speed = Options.Parsed<Speed>(
            "--speed",
            $"How fast: {Speed.Takes}.",
            Speed.Takes,
            new Speed(1),
            Speed.Parse
        );
        var times = new Option<string?>("--times")
        {
            Description =
                "now moves the lines' times to the present, keep leaves them. Left out: now, but keep with --speed max.",
        };
        times.AcceptOnlyFromAmong("now", "keep");
        var format = Options.Format(
            "Whose times are read. Left out: the format that fits the first lines.",
            hasDefault: false
        );
        var resume = new Option<string?>("--resume")
        {
            Description =
                $"Writes down how far it came, and goes on from there: in the file named, else in FILE{Beside}.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "replay",
            """
            Sends the lines of a log to a topic, one message each, at the pace at which they were written. Each message's
            Kafka timestamp is its line's time.

            Example: clickdash replay access.log.gz --topic access-log --speed 10 --bootstrap localhost:9092
            """
        )
        {
            file,
            topic,
            speed,
            times,
            format,
            resume,
        };
        var connection = new Connection(command);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var path = parsed.GetValue(file)!;
                var pace = parsed.GetValue(speed)!.Value;
                var plan = new ReplayPlan(
                    parsed.GetValue(topic)!,
                    parsed.GetValue(format),
                    pace,
                    (parsed.GetValue(times) ?? (pace.IsMax ? "keep" : "now")) == "now",
                    StateOf(parsed.GetResult(resume), parsed.GetValue(resume), path)
                );
                return RunAsync(
                    path,
                    plan,
                    connection.Of(parsed),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellation
                );
            }
        );
        return command;
    }

    private static string? StateOf(object? option, string? named, string path) =>
        option is null ? null
        : named is not null ? named
        : path != Input.Standard ? path + Beside
        : throw new UsageException(
            "--resume takes the name of a file where the standard input is replayed."
        );

    private static async Task<int> RunAsync(
        string path,
        ReplayPlan plan,
        Connection.Address kafka,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        using var input = Input.Open(path);
        var again = input.Length is null ? null : path;
        var state = plan.State is { } file
            ? ReplayState.Load(file, plan.Topic, again) ?? ReplayState.Start(plan.Topic, again)
            : null;
        var lines = new LineReader(input.Content, Limits.MessageBytes);
        plan = plan with
        {
            Format = plan.Format ?? await RecogniseAsync(lines, error, cancellation),
        };
        if (!await SkipAsync(lines, state, cancellation))
        {
            throw new InputException(
                $"'{plan.State}' says that {state!.Lines:n0} lines were sent, and {input.Name} is shorter. Remove it to begin anew."
            );
        }

        var properties = new Dictionary<string, string>(OwnProperties, StringComparer.Ordinal);
        if (plan.Speed.IsMax)
        {
            properties["linger.ms"] = FullSpeedLinger;
        }

        foreach (var (name, value) in kafka.Client)
        {
            properties[name] = value;
        }

        using var producer = new ClickProducer(kafka.Bootstrap, properties);
        await producer.ConnectAsync(plan.Topic, ConnectTimeout, cancellation);
        var leftOut = new LeftOut(error);
        var progress = new ReplayProgress(error, input);
        var replayer = new Replayer(plan, lines, producer, leftOut, progress, TimeProvider.System);
        var clock = Stopwatch.StartNew();
        var isInterrupted = false;
        try
        {
            await replayer.RunAsync(state, cancellation);
            progress.End();
            if (lines.CutShort is not null)
            {
                leftOut.AddBroken(input.Compression!, replayer.LastLine);
            }
        }
        catch (OperationCanceledException)
        {
            progress.End();
            isInterrupted = true;
        }

        using var patience = new CancellationTokenSource(FlushTimeout);
        try
        {
            await replayer.ConfirmAsync(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new KafkaFatalException(
                $"{producer.Sent - producer.Delivered:n0} lines were not confirmed by {kafka.Bootstrap}.{(plan.State is null ? "" : " --resume sends them again, so that some may be there twice.")}",
                e
            );
        }

        var seconds = clock.Elapsed.TotalSeconds;
        await output.WriteLineAsync(
            $"Sent {Shown.Count(producer.Delivered, "line")} of {input.Name} to '{plan.Topic}' on {kafka.Bootstrap} in {seconds:0.0} s ({producer.Delivered / seconds:n0} a second)."
        );
        if (leftOut.Summary() is { } summary)
        {
            await output.WriteLineAsync(summary);
        }

        if (isInterrupted)
        {
            return ExitCodes.Interrupted;
        }

        return leftOut.IsPartial ? ExitCodes.Partly : ExitCodes.Done;
    }

    private static async Task<string?> RecogniseAsync(
        LineReader lines,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        var first = await lines.PeekAsync(LinesForFormat, cancellation);
        if (FormatFit.Rank([.. first]) is [{ Name: var name }, ..])
        {
            if (LineTimes.Of(name) is null)
            {
                await error.WriteLineAsync(
                    $"Messages of the format {name} carry no time: they are sent at once, as of now."
                );
            }

            return name;
        }

        if (first.Count > 0)
        {
            await error.WriteLineAsync(
                "No format reads the first lines, so their times are not known: they are sent at once, as of now. --format names one."
            );
        }

        return null;
    }

    private static async Task<bool> SkipAsync(
        LineReader lines,
        ReplayState? state,
        CancellationToken cancellation
    ) => state is null || await lines.SkipAsync(state.Bytes, state.Lines, cancellation);
}
