using ClickDash.Core.Live;
using ClickDash.Core.Wire;

namespace ClickDash.Server.Engine;

/// <summary>A view and, where it has filters, the fold of the clicks that pass them. Used by one caller at a time.</summary>
public sealed record OpenView(View View, FilteredView? Filtered);
