using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;

namespace ClickDash.Benchmarks;

/// <summary>What a server says at <c>/metrics</c> that it has used.</summary>
/// <param name="HeapBytes">Its managed heap after the last collection.</param>
/// <param name="PinnedBytes">What of that is pinned: the connections' buffers.</param>
/// <param name="CpuSeconds">The processor time of its process.</param>
/// <param name="WorkingSetBytes">What its process has in memory.</param>
internal sealed record ServerCost(
    double HeapBytes,
    double PinnedBytes,
    double CpuSeconds,
    double WorkingSetBytes
)
{
    private const string HeapSize = "dotnet_gc_last_collection_heap_size_bytes";

    // A heap of some hundred megabytes takes a second to walk.
    private static readonly TimeSpan Collecting = TimeSpan.FromSeconds(3);

    public static async Task<ServerCost> ReadAsync(HttpClient http)
    {
        var lines = (await http.GetStringAsync("metrics")).Split('\n');
        return new ServerCost(
            Sum(lines, HeapSize),
            Sum(
                [.. lines.Where(line => line.Contains("\"poh\"", StringComparison.Ordinal))],
                HeapSize
            ),
            Sum(lines, "dotnet_process_cpu_time_seconds_total"),
            Sum(lines, "dotnet_process_memory_working_set_bytes")
        );
    }

    /// <summary>Lets a server collect all that is garbage, as a memory profiler does, so that what is left is what it uses.</summary>
    public static async Task CollectAsync(int process)
    {
        const long heapCollect = 0x800000;
        var session = new DiagnosticsClient(process).StartEventPipeSession(
            new EventPipeProvider(
                "Microsoft-Windows-DotNETRuntime",
                EventLevel.Informational,
                heapCollect
            ),
            requestRundown: false
        );
        using (session)
        {
            var events = session.EventStream.CopyToAsync(Stream.Null);
            await Task.Delay(Collecting);
            await session.StopAsync(CancellationToken.None);
            await events;
        }
    }

    private static double Sum(string[] lines, string name) =>
        lines
            .Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Sum(line =>
                double.Parse(
                    line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0],
                    CultureInfo.InvariantCulture
                )
            );
}
