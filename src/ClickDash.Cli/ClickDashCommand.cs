using System.CommandLine;
using ClickDash.Kafka;

namespace ClickDash.Cli;

/// <summary>The <c>clickdash</c> command. Each of its commands is one file, and one line here.</summary>
internal static class ClickDashCommand
{
    // Ctrl-C: what is under way is flushed, but a broker that is gone is not waited for much longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // EPIPE, as .NET passes it on.
    private const int BrokenPipe = 32;

    private static RootCommand Build() =>
        new(
            """
            Tools for ClickDash, the live dashboard for click streams in Kafka.

            Example: send 500 clicks a second to the topic 'clicks' for a minute
              clickdash simulate --rate 500 --duration 60s --bootstrap localhost:9092

            'clickdash COMMAND --help' explains a command.
            """
        )
        {
            InspectCommand.Build(),
            DoctorCommand.Build(),
            BackupCommand.Build(),
            ReplayCommand.Build(),
            TailCommand.Build(),
            TopicsCommand.Build(),
            LagCommand.Build(),
            SimulateCommand.Build(),
        };

    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(
        string[] args,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation = default
    )
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
            {
                await error.WriteLineAsync(problem.Message);
            }

            await error.WriteLineAsync("'clickdash --help' shows what can be done.");
            return ExitCodes.Usage;
        }

        try
        {
            var setup = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = Patience,
            };
            var exit = await parsed.InvokeAsync(setup, cancellation);
            await output.FlushAsync(CancellationToken.None);
            return exit;
        }
        catch (UsageException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCodes.Usage;
        }
        catch (InputException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
        catch (KafkaFatalException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            return ExitCodes.ReaderGone;
        }
        catch (IOException e)
        {
            await error.WriteLineAsync($"Reading or writing failed: {e.Message}");
            return ExitCodes.Failed;
        }
    }
}
