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
    /// The process's output. The console's own stream hides that a pipe's reader has gone, and a command would go on for
    /// nobody; a file stream tells. In a file, that others may write to as well, the console's keeps the place.
    /// </summary>
    public static TextWriter Open()
    {
        if (!Console.IsOutputRedirected)
        {
            return Console.Out;
        }

        if (OperatingSystem.IsWindows())
        {
            return new StreamWriter(Console.OpenStandardOutput());
        }

        var pipe = new FileStream(
            new SafeFileHandle(StandardOutput, ownsHandle: false),
            FileAccess.Write,
            bufferSize: 0
        );
        return new StreamWriter(pipe.CanSeek ? Console.OpenStandardOutput() : pipe);
    }
}
