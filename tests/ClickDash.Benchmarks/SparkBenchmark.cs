using System.Diagnostics;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>
/// <c>./bench spark [--clicks 1000000] [--kills 3]</c>: the same clicks counted by the server and by Spark, of which one in a
/// hundred is late and one in a hundred too late; Spark is killed and started again from its checkpoint while it counts. Both
/// must equal what was sent, by page and second.
/// </summary>
internal static class SparkBenchmark
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(string[] args)
    {
        var clicks = Arguments.Number(args, "--clicks", 1_000_000);
        var kills = Arguments.Number(args, "--kills", 3);
        if (SparkRig.SkipReason is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        await using var broker = await KafkaBroker.StartOwnAsync();
        await using var rig = await SparkRig.StartAsync(
            broker,
            most: clicks / 20,
            hasMuchToDo: true
        );
        var start = Stopwatch.GetTimestamp();
        await rig.SendAsync(clicks / 2);
        await rig.SendAsync(clicks - clicks / 2, seed: 2025);
        for (var kill = 1; kill <= kills; kill++)
        {
            await rig.CountedAsync(rig.Counted * kill / (kills + 1));
            await rig.CrashAsync();
            Console.WriteLine($"kill {kill}: started again from the checkpoint");
        }

        var difference = await rig.DifferenceAsync();
        Console.WriteLine(
            $"{rig.Counted:n0} clicks counted by both, {rig.TooLate:n0} too late for both, in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s: {difference ?? "equal by page and second"}"
        );
        return
        [
            new Figure($"wrong counts after {kills} kills of Spark", difference is null ? 0 : 1, 0),
            new Figure("clicks counted", rig.Counted, clicks * 0.98, AtLeast: true),
        ];
    }
}
