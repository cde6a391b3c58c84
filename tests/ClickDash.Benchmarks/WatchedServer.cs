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
    // Often enough that the end is seen within a hundredth of the time it takes.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

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

        var begun = await ReachAsync(http, warmUp);
        process.Refresh();
        var (from, cpu) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var contentions = await ContentionsAsync(http);
        var ended = await ReachAsync(http, count);
        var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
        process.Refresh();
        var used = (process.TotalProcessorTime - cpu).TotalSeconds;
        var waited = await ContentionsAsync(http) - contentions;
        await crowd.LeaveAsync();
        return ended == count
            ? new ReadingCost((ended - begun) / seconds, used * 1e6 / (ended - begun), waited)
            : throw new InvalidOperationException($"{ended} of {count} clicks were counted.");
    }

    /// <summary>Waits until so many clicks are counted, and gives how many.</summary>
    private static async Task<long> ReachAsync(HttpClient http, long count)
    {
        while (true)
        {
            var totals = (await http.GetFromJsonAsync("api/totals", WireJson.Default.Totals))!;
            if (totals.Clicks >= count)
            {
                return totals.Clicks;
            }

            await Task.Delay(Look);
        }
    }

    /// <summary>How often a thread of the server has waited for another's lock.</summary>
    private static async Task<double> ContentionsAsync(HttpClient http) =>
        (await http.GetStringAsync("metrics"))
            .Split('\n')
            .Where(line =>
                line.StartsWith("dotnet_monitor_lock_contentions_total", StringComparison.Ordinal)
            )
            .Sum(line =>
                double.Parse(
                    line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0],
                    CultureInfo.InvariantCulture
                )
            );

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
/// <param name="Contentions">How often a thread waited for another's lock meanwhile.</param>
internal sealed record ReadingCost(double Rate, double Cpu, double Contentions);
