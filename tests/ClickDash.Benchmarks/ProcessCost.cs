using System.Diagnostics;
using System.Globalization;

namespace ClickDash.Benchmarks;

/// <summary>What the system says that a process holds.</summary>
/// <param name="Threads">Its threads.</param>
/// <param name="Handles">Its open handles; on Linux its file descriptors.</param>
internal sealed record ProcessCost(int Threads, int Handles)
{
    public static ProcessCost Of(int id)
    {
        using var process = Process.GetProcessById(id);
        var descriptors = Path.Combine("/proc", id.ToString(CultureInfo.InvariantCulture), "fd");
        return new ProcessCost(
            process.Threads.Count,
            Directory.Exists(descriptors)
                ? Directory.GetFileSystemEntries(descriptors).Length
                : process.HandleCount
        );
    }
}
