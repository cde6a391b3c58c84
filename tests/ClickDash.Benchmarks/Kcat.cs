using System.Diagnostics;
using System.Globalization;

namespace ClickDash.Benchmarks;

/// <summary>kcat, which reads a topic by the same client library and prints nothing: the transport alone.</summary>
internal static class Kcat
{
    /// <summary>Messages a second; its start, which is what a single message takes, is not counted.</summary>
    /// <exception cref="InvalidOperationException">It is not there, or it failed.</exception>
    public static async Task<double> RunAsync(string servers, string topic, long count)
    {
        var start = await SecondsAsync(servers, topic, "-c", "1");
        var all = await SecondsAsync(
            servers,
            topic,
            "-c",
            count.ToString(CultureInfo.InvariantCulture)
        );
        return count / (all - start);
    }

    private static async Task<double> SecondsAsync(
        string servers,
        string topic,
        params string[] more
    )
    {
        string[] arguments = ["-C", "-b", servers, "-t", topic, "-o", "beginning", "-e", "-q"];
        var start = new ProcessStartInfo("kcat", [.. arguments, "-f", "", .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var began = Stopwatch.GetTimestamp();
        using var process = Start(start);
        await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(),
            process.StandardError.ReadToEndAsync()
        );
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(began).TotalSeconds
            : throw new InvalidOperationException($"kcat ended with {process.ExitCode}.");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException(
                "kcat was not found: install it (on Debian, apt-get install kcat), it is what reading is measured against.",
                e
            );
        }
    }
}
