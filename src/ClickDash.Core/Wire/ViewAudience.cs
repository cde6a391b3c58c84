namespace ClickDash.Core.Wire;

/// <summary>How many watch a view.</summary>
/// <param name="View">What they watch.</param>
/// <param name="Viewers">How many.</param>
public sealed record ViewAudience(ViewRequest View, int Viewers);
