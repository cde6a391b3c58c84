using System.CommandLine;
using System.Diagnostics;
using ClickDash.Core.Formats.Writing;
using ClickDash.Core.Simulation;
using ClickDash.Kafka;

namespace ClickDash.Cli;

/// <summary><c>clickdash simulate</c>: the clicks of a believable shop.</summary>
internal static class SimulateCommand
{
    // Together under ten seconds, so that a wrong address is told while one still looks.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(10);

    // What is less than this of the rate asked for is told; what is too short a time to tell is not.
    private const double Reached = 0.95;
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(1);

    public static Command Build()
    {
        var rate = Options.Parsed<double>(
            "--rate",
            "Clicks a second, 0.1 to 200000.",
            "a number from 0.1 to 200000",
            100,
            text =>
                Options.Number(text)
                    is >= SimulatedTraffic.LowestRate
                        and <= SimulatedTraffic.HighestRate
                        and var number
                    ? number
                    : null
        );
        var duration = Options.Parsed<TimeSpan>(
            "--duration",
            "How long: 500ms, 60s, 5m or 1h. Left out: until Ctrl-C.",
            Durations.Takes,
            fallback: null,
            Durations.Parse
        );
        var topic = Options.Topic();
        var seed = new Option<long>("--seed")
        {
            Description =
                "Another seed, other visitors; the same one, the same walk through the shop.",
            DefaultValueFactory = _ => 1,
        };
        var shape = new Option<string>("--shape")
        {
            Description =
                "steady: the rate exactly. daily: around it, by the time of day and by chance. burst: five seconds of each minute are 13 times as busy.",
            DefaultValueFactory = _ => "steady",
        };
        shape.AcceptOnlyFromAmong("steady", "daily", "burst");
        var late = Share("--late", "The share of clicks that come late, such as 2%.");
        var lateBy = Options.Parsed<TimeSpan>(
            "--late-by",
            "How late those are at most; at least half of it.",
            Durations.Takes,
            TimeSpan.FromSeconds(30),
            Durations.Parse
        );
        var duplicates = Share("--duplicates", "The share of clicks that come twice, such as 1%.");
        var format = Options.Format(
            "How the messages are written; fit5202 has its pages as keys.",
            names: ClickWriters.Presets
        );
        var command = new Command(
            "simulate",
            """
            Sends the clicks of a simulated shop to Kafka: visitors who come, follow links and leave.

            Example: clickdash simulate --rate 500 --duration 60s --topic clicks --bootstrap localhost:9092
            """
        )
        {
            rate,
            duration,
            shape,
            late,
            lateBy,
            duplicates,
            format,
            topic,
            seed,
        };
        var connection = new Connection(command);
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new Plan(
                        parsed.GetValue(rate)!.Value,
                        parsed.GetValue(duration),
                        parsed.GetValue(topic)!,
                        connection.Of(parsed),
                        parsed.GetValue(seed),
                        parsed.GetValue(shape)!,
                        ClickWriters.Create(parsed.GetValue(format)!),
                        new Mishaps(parsed.GetValue(seed))
                        {
                            Late = parsed.GetValue(late)!.Value,
                            LateBy = parsed.GetValue(lateBy)!.Value,
                            Duplicates = parsed.GetValue(duplicates)!.Value,
                        }
                    ),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellation
                )
        );
        return command;
    }

    /// <summary>A sentence where fewer clicks were sent than were asked for; null where the rate was reached.</summary>
    internal static string? Shortfall(long sent, TimeSpan took, double rate) =>
        took >= LongEnough && sent / took.TotalSeconds < Reached * rate
            ? $"Sent {sent / took.TotalSeconds:n0} a second of the {rate:n0} asked for: this machine or the broker took no more."
            : null;

    private static Option<double?> Share(string name, string description) =>
        Options.Parsed<double>(
            name,
            description,
            "a share such as 2% or 0.02",
            0,
            text =>
                Options.Number(text.TrimEnd('%')) is { } number
                && (text.EndsWith('%') ? number / 100 : number) is >= 0 and <= 1 and var share
                    ? share
                    : null
        );

    private static async Task<int> RunAsync(
        Plan plan,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        if (plan.Mishaps.Late > 0 && plan.Writer.TimeStep == 0)
        {
            throw new UsageException(
                $"--late makes no sense with --format {plan.Writer.Name}: its messages do not say when they happened."
            );
        }

        var bootstrap = plan.Kafka.Bootstrap;
        using var producer = new ClickProducer(bootstrap, plan.Kafka.Client);
        await producer.ConnectAsync(plan.Topic, ConnectTimeout, cancellation);
        var traffic = new SimulatedTraffic(
            new SiteModel(plan.Seed, plan.Writer),
            producer,
            plan.Topic,
            TimeProvider.System
        )
        {
            Rate = plan.Rate,
            Swells = plan.Shape == "daily",
            Bursts = plan.Shape == "burst",
            Mishaps = plan.Mishaps,
            KeyedByPage = plan.Writer.PageIsKey,
        };
        var clock = Stopwatch.StartNew();
        var progress = new ProgressLine(error, producer, plan.Duration);
        var interrupted = false;
        try
        {
            await traffic.RunAsync(plan.Duration, progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            interrupted = true;
        }

        progress.End();
        // Only a steady rate is the same in every second.
        var shortfall =
            plan.Shape == "steady" ? Shortfall(producer.Sent, clock.Elapsed, plan.Rate) : null;
        await FlushAsync(producer);
        var undelivered = producer.Sent - producer.Delivered;
        var seconds = clock.Elapsed.TotalSeconds;
        await output.WriteLineAsync(
            $"Delivered {producer.Delivered:n0} clicks to '{plan.Topic}' on {bootstrap} in {seconds:0.0} s ({producer.Delivered / seconds:n0} a second)."
        );
        if (shortfall is not null)
        {
            await output.WriteLineAsync(shortfall);
        }

        if (undelivered > 0)
        {
            var why = producer.LastProblem is { } problem ? $": {problem}" : ".";
            await error.WriteLineAsync(
                $"{undelivered:n0} clicks could not be delivered to {bootstrap}{why}"
            );
            return ExitCodes.Failed;
        }

        return interrupted ? ExitCodes.Interrupted : ExitCodes.Done;
    }

    private static async Task FlushAsync(ClickProducer producer)
    {
        using var patience = new CancellationTokenSource(FlushTimeout);
        try
        {
            await producer.FlushAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // What has not arrived by now is counted as undelivered.
        }
    }

    private sealed record Plan(
        double Rate,
        TimeSpan? Duration,
        string Topic,
        Connection.Address Kafka,
        long Seed,
        string Shape,
        IClickWriter Writer,
        Mishaps Mishaps
    );
}
