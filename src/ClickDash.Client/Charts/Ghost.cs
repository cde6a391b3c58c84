using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>Another time that is drawn below the line as if it were now.</summary>
/// <param name="Picture">What was counted then.</param>
/// <param name="Shift">How much earlier it was, in milliseconds.</param>
public sealed record Ghost(Snapshot Picture, long Shift);
