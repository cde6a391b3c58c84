using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>How much of a dimension is <c>(other)</c> because there was no room to name it.</summary>
/// <param name="SinceStart">Clicks whose value was not named when they came, since counting began.</param>
/// <param name="LastHour">The sum of weights that is <c>(other)</c> in the last hour, what evicted values left included.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct UnnamedClicks(long SinceStart, long LastHour);
