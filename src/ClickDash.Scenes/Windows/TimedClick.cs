using System.Runtime.InteropServices;

namespace ClickDash.Scenes.Windows;

/// <summary>One click as windows see it. Times are epoch milliseconds.</summary>
/// <param name="Time">When it happened: by this it finds its windows.</param>
/// <param name="Arrived">When its message came.</param>
/// <param name="User">Who clicked, as a hash; 0 where nobody is named.</param>
/// <param name="Weight">How many clicks it stands for.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TimedClick(long Time, long Arrived, ulong User, long Weight);
