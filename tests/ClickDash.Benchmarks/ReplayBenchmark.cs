using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using ClickDash.Core.Formats.Writing;
using ClickDash.Core.Simulation;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench replay [--count N]</c>: <c>clickdash replay --speed max</c> of N lines of an access log (a million) into a
/// real broker, against GoAccess reading the same file. Both are timed from start to exit.
/// </summary>
internal static class ReplayBenchmark
{
    private const int Partitions = 6;

    // In turn, so that a busy machine slows both; the median of the rounds' ratios counts.
    private const int Rounds = 3;

    // A busy site's: a day has a million lines.
    private const int MillisecondsALine = 86;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static string Command =>
        Repository.Find(Path.Combine("out", "cli"), "clickdash.dll")
        ?? throw new InvalidOperationException("The command is not published: ./bench does that.");

    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var count = args is ["--count", var text]
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 1_000_000;
        var hasGoAccess = await HasGoAccessAsync();
        if (!hasGoAccess)
        {
            Console.WriteLine(
                "GoAccess is not here and could not be installed (apt-get install goaccess): there is nothing to compare with."
            );
        }

        var folder = Directory.CreateTempSubdirectory("clickdash-replay-").FullName;
        try
        {
            var log = Path.Combine(folder, "access.log");
            WriteLog(log, count);
            await using var broker = await KafkaBroker.StartAsync();
            // A broker that has just started compiles; its first turn is not what later ones are.
            await ReplayAsync(broker, log);
            var ratios = new List<double>();
            for (var round = 1; round <= Rounds; round++)
            {
                var replayed = count / await ReplayAsync(broker, log);
                var read = hasGoAccess ? count / await GoAccessAsync(log, folder) : 0;
                ratios.Add(replayed / read);
                Console.WriteLine(
                    $"round {round}: replay {replayed:n0} lines/s{(hasGoAccess ? $", GoAccess {read:n0} lines/s, ratio {replayed / read:0.0}" : "")}"
                );
            }

            return hasGoAccess
                ?
                [
                    new Figure(
                        "replay at full speed / GoAccess, lines a second",
                        Median.Of(ratios),
                        10,
                        AtLeast: true
                    ),
                ]
                : [];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void WriteLog(string path, int count)
    {
        var site = new SiteModel(writer: ClickWriters.Create("access-log"));
        var buffer = new ArrayBufferWriter<byte>(512);
        var at = DateTimeOffset.UtcNow.AddDays(-1).ToUnixTimeMilliseconds();
        using var file = new BufferedStream(File.Create(path));
        for (var i = 0; i < count; i++)
        {
            buffer.ResetWrittenCount();
            site.Next(at + ((long)i * MillisecondsALine), buffer);
            file.Write(buffer.WrittenSpan);
            file.WriteByte((byte)'\n');
        }
    }

    private static async Task<double> ReplayAsync(KafkaBroker broker, string log)
    {
        var topic = $"bench-{Guid.NewGuid():N}";
        await broker.CreateTopicAsync(topic, Partitions);
        return await TimeAsync(
            "dotnet",
            Path.Combine(Command, "clickdash.dll"),
            "replay",
            log,
            "--topic",
            topic,
            "--speed",
            "max",
            "--bootstrap",
            broker.BootstrapServers
        );
    }

    private static Task<double> GoAccessAsync(string log, string folder) =>
        TimeAsync(
            "goaccess",
            log,
            "--log-format=COMBINED",
            "--no-progress",
            "-o",
            Path.Combine(folder, "report.json")
        );

    private static async Task<bool> HasGoAccessAsync() =>
        await EndsWellAsync("goaccess", "--version")
        || await EndsWellAsync("apt-get", "install", "-y", "-qq", "goaccess");

    private static async Task<bool> EndsWellAsync(string program, params string[] arguments)
    {
        try
        {
            await TimeAsync(program, arguments);
            return true;
        }
        catch (Exception e)
            when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>How long a program runs, in seconds.</summary>
    private static async Task<double> TimeAsync(string program, params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        await using var process = ChildProcess.Start(new ProcessStartInfo(program, arguments));
        return await process.ExitAsync(Patience) == 0
            ? Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException($"{program} failed:\n{process.Output}");
    }
}
