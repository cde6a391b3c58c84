namespace ClickDash.Scenes.Windows;

/// <summary>One window and what it counts. Times are epoch milliseconds.</summary>
/// <param name="Start">Its first moment.</param>
/// <param name="End">Its end, not included in it.</param>
/// <param name="Count">The clicks it took.</param>
/// <param name="Late">Those of them that came after its end and were waited for.</param>
/// <param name="Missed">The clicks that came when it was finished.</param>
public sealed record WindowCount(long Start, long End, long Count, long Late, long Missed);
