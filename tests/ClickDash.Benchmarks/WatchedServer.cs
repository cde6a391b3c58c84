using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Benchmarks;

/// <summary>The published server that reads a filled topic while twelve filtered views are watched.</summary>
internal static class WatchedServer
{
    // What a reader's thread is called, as far as the system keeps names.
    private const string ReaderName = "Kafka reader";

    // Seldom: what answers often is compiled anew by the server's compiler, which took a fifth of its time at twenty looks a second.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Reads a topic from its beginning.</summary>
    /// <param name="servers">The broker.</param>
    /// <param name="topic">Filled before.</param>
    /// <param name="warmUp">How many messages are read before it is measured: the compiler's, and until all views are watched.</param>
    /// <param name="count">How many there are in all.</param>
    /// <param name="readers">How many readers it has; null for its own choice.</param>
    public static async Task<ReadingCost> RunAsync(
        string servers,
        string topic,
        long warmUp,
        long count,
        int? readers
    )
    {
        List<string> arguments =
        [
            "--ClickDash:Kafka:BootstrapServers",
            servers,
            "--ClickDash:Kafka:Topic",
            topic,
            "--ClickDash:Kafka:StartFrom",
            "earliest",
        ];
        if (readers is { } number)
        {
            arguments.Add("--ClickDash:Kafka:Readers");
            arguments.Add(number.ToString(CultureInfo.InvariantCulture));
        }

        await using var server = await ProductServer.StartAsync(arguments);
        using var http = new HttpClient { BaseAddress = server.Address };
        var crowd = new Crowd(server.Address, [.. Views()]);
        await crowd.JoinAsync(Views().Count());
        using var process = Process.GetProcessById(server.Id);

        var begun = await LookAsync(http, process);
        while (begun.Clicks < warmUp)
        {
            await Task.Delay(Look);
            begun = await LookAsync(http, process);
        }

        await using var waits = await LockWaits.StartAsync(server.Id);
        // Measured is up to the last look at which there was something left: when the rest was read is not seen exactly.
        var (last, next) = (begun, begun);
        while (next.Clicks < count)
        {
            last = next;
            await Task.Delay(Look);
            next = await LookAsync(http, process);
        }

        var waited = (await waits.StopAsync()).ToList();
        await crowd.LeaveAsync();
        return next.Clicks == count && last.Clicks > begun.Clicks
            ? new ReadingCost(
                (last.Clicks - begun.Clicks)
                    / Stopwatch.GetElapsedTime(begun.At, last.At).TotalSeconds,
                (last.Cpu - begun.Cpu).TotalSeconds * 1e6 / (last.Clicks - begun.Clicks),
                waited.Count(name => name.StartsWith(ReaderName, StringComparison.Ordinal)),
                waited.Count
            )
            : throw new InvalidOperationException(
                $"{next.Clicks} of {count} clicks were counted, {last.Clicks - begun.Clicks} of them while it was measured."
            );
    }

    private static async Task<(long Clicks, long At, TimeSpan Cpu)> LookAsync(
        HttpClient http,
        Process process
    )
    {
        var totals = (await http.GetFromJsonAsync("api/totals", WireJson.Default.Totals))!;
        process.Refresh();
        return (totals.Clicks, Stopwatch.GetTimestamp(), process.TotalProcessorTime);
    }

    /// <summary>Twelve that share nothing: windows, splits and filters of every dimension.</summary>
    private static IEnumerable<View> Views()
    {
        string[][] filters =
        [
            ["page:/products/*"],
            ["device:mobile"],
            ["country:AU", "country:DE"],
            ["status:5xx"],
            ["page:/", "device:desktop"],
            ["referrer:(none)"],
        ];
        return filters.SelectMany(one =>
            new[] { (300, Dimension.Page), (900, Dimension.Country) }.Select(what =>
                View.TryCreate(
                    new ViewRequest(what.Item1, what.Item2.Name(), Filters: one),
                    out var view,
                    out _,
                    out var problem
                )
                    ? view
                    : throw new InvalidOperationException(problem)
            )
        );
    }
}

/// <summary>What reading costs a server.</summary>
/// <param name="Rate">Messages a second.</param>
/// <param name="Cpu">Processor seconds a million messages.</param>
/// <param name="ReaderWaits">How often a reader waited for another thread's lock meanwhile.</param>
/// <param name="AllWaits">How often any thread of the server did.</param>
internal sealed record ReadingCost(double Rate, double Cpu, int ReaderWaits, int AllWaits);
