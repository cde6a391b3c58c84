using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>Clicks that were counted and are not in the log: an earlier run's.</summary>
/// <param name="Topic">The topic that they are of; null for any.</param>
/// <param name="Through">When the newest of them may have been, in epoch milliseconds.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Absence(string? Topic, long Through);
