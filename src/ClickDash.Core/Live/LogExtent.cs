using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>What there is in a <see cref="ClickLog"/> at a moment.</summary>
/// <param name="PastEnd">The number after the last click of the past; 0 where there is none.</param>
/// <param name="End">The number of the next new click.</param>
/// <param name="Absent">What never came here; another list where that has changed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LogExtent(long PastEnd, long End, IReadOnlyList<Absence> Absent)
{
    /// <summary>A log without a click.</summary>
    public static LogExtent Empty { get; } = new(0, ClickLog.First, []);
}
