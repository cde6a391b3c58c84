using System.Diagnostics;
using System.Globalization;
using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>The course's own way to send clicks: kafka-python with the old protocol.</summary>
/// <param name="python">A python3 that has it.</param>
internal sealed class CourseProducer(string python)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The python3.</summary>
    public string Python => python;

    /// <summary>One with the first python3 on the path that has kafka-python; null where none has.</summary>
    public static async Task<CourseProducer?> FindAsync()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        foreach (
            var program in path.Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, "python3"))
                .Where(File.Exists)
        )
        {
            await using var asked = ChildProcess.Start(
                new ProcessStartInfo(program, ["-c", "import kafka"])
            );
            if (await asked.ExitAsync(Patience) == 0)
            {
                return new CourseProducer(program);
            }
        }

        return null;
    }

    /// <summary>Sends clicks of the 50 s before <paramref name="newest"/>; gives what it says it sent.</summary>
    /// <param name="script">Which of the course's producers.</param>
    /// <param name="servers">The broker.</param>
    /// <param name="topic">Where to.</param>
    /// <param name="count">How many clicks.</param>
    /// <param name="newest">In the unit that the script takes.</param>
    public async Task<SentClicks> SendAsync(
        string script,
        string servers,
        string topic,
        int count,
        long newest
    ) =>
        SentClicks.Parse(
            await RunAsync(
                script,
                servers,
                topic,
                count.ToString(CultureInfo.InvariantCulture),
                newest.ToString(CultureInfo.InvariantCulture)
            )
        );

    /// <summary>Runs one of the course's producers; gives the line of JSON that it prints.</summary>
    public async Task<string> RunAsync(string script, params string[] arguments)
    {
        await using var sending = ChildProcess.Start(
            new ProcessStartInfo(
                python,
                [Path.Combine(AppContext.BaseDirectory, script), .. arguments]
            )
        );
        (await sending.ExitAsync(Patience)).ShouldBe(0, sending.Output);
        return await sending.LineAsync("{", Patience);
    }
}
