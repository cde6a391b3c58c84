using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>A message's Kafka timestamp.</summary>
/// <param name="Milliseconds">Epoch milliseconds; -1 where it has none.</param>
/// <param name="IsLogAppendTime">Whether the broker set it when it appended the message, rather than the producer.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MessageTime(long Milliseconds, bool IsLogAppendTime);
