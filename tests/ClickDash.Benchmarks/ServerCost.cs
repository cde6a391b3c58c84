using System.Globalization;

namespace ClickDash.Benchmarks;

/// <summary>What a server says at <c>/metrics</c> that it has used.</summary>
/// <param name="HeapBytes">Its managed heap after the last collection.</param>
/// <param name="CpuSeconds">The processor time of its process.</param>
/// <param name="WorkingSetBytes">What its process has in memory.</param>
internal sealed record ServerCost(double HeapBytes, double CpuSeconds, double WorkingSetBytes)
{
    public static async Task<ServerCost> ReadAsync(HttpClient http)
    {
        var lines = (await http.GetStringAsync("metrics")).Split('\n');
        return new ServerCost(
            Sum(lines, "dotnet_gc_last_collection_heap_size_bytes"),
            Sum(lines, "dotnet_process_cpu_time_seconds_total"),
            Sum(lines, "dotnet_process_memory_working_set_bytes")
        );
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
