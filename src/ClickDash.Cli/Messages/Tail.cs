using System.Diagnostics;
using ClickDash.Kafka;

namespace ClickDash.Cli.Messages;

/// <summary>Follows a topic until it is quiet for too long, enough has come, or Ctrl-C.</summary>
/// <param name="target">Takes the messages.</param>
/// <param name="error">Takes what is to be said about the connection.</param>
/// <param name="timeout">How long without a message ends it; null for never.</param>
/// <param name="count">How many messages end it; null for no number.</param>
internal sealed class Tail(Decoded target, TextWriter error, TimeSpan? timeout, long? count)
{
    // So often a quiet topic is looked at for Ctrl-C and the timeout.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public int Run(
        TopicBrowser browser,
        IReadOnlyList<PartitionRange> from,
        CancellationToken cancellation
    )
    {
        try
        {
            browser.Follow(from);
            Follow(browser, cancellation);
            return ExitCodes.Done;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        finally
        {
            target.End(error);
        }
    }

    private void Follow(TopicBrowser browser, CancellationToken cancellation)
    {
        var quiet = Stopwatch.StartNew();
        string? told = null;
        for (var read = 0L; count is null || read < count; )
        {
            // What is here already is written together, and shown before waiting for more.
            var message = browser.Next(TimeSpan.Zero, cancellation);
            if (message is null)
            {
                target.Flush();
                message = browser.Next(Beat, cancellation);
            }

            if (message is not null)
            {
                target.Write(message);
                read++;
                quiet.Restart();
                told = null;
            }
            else if (quiet.Elapsed >= timeout)
            {
                return;
            }

            if (browser.Problem is { } problem && problem != told)
            {
                error.WriteLine(problem);
                told = problem;
            }
        }
    }
}
