using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace ClickDash.Cli.Output;

/// <summary>Whether people look at what is written, or a program reads it: only people get colours, bars and padding.</summary>
internal static class Terminal
{
    private const int StandardOutput = 1;

    /// <summary>The terminal behind a writer; null where there is none.</summary>
    public static IAnsiConsole? Behind(TextWriter writer)
    {
        if (ReferenceEquals(writer, Console.Out))
        {
            return Console.IsOutputRedirected ? null : AnsiConsole.Console;
        }

        return ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected
            ? AnsiConsole.Create(
                new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
            )
            : null;
    }

    /// <summary>
    /// The process's output. The console's own writer hides that a pipe's reader has gone, and a command would go on for
    /// nobody; a file stream tells.
    /// </summary>
    public static TextWriter Open() =>
        Console.IsOutputRedirected && !OperatingSystem.IsWindows()
            ? new StreamWriter(
                new FileStream(
                    new SafeFileHandle(StandardOutput, ownsHandle: false),
                    FileAccess.Write
                )
            )
            : Console.Out;
}
