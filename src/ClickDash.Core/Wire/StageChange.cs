namespace ClickDash.Core.Wire;

/// <summary>What the presenter changes of the <see cref="Stage"/>; what is null stays as it is.</summary>
/// <param name="Query">As in the stage.</param>
/// <param name="Frozen">As in the stage.</param>
/// <param name="Spotlight">As in the stage; empty for no panel.</param>
/// <param name="Leads">As in the stage.</param>
/// <param name="Announcement">As in the stage.</param>
/// <param name="ShowsJoin">As in the stage.</param>
/// <param name="ShowsPeople">As in the stage.</param>
/// <param name="TurnSeconds">As in the stage.</param>
/// <param name="Pages">As in the stage.</param>
public sealed record StageChange(
    string? Query = null,
    bool? Frozen = null,
    string? Spotlight = null,
    bool? Leads = null,
    string? Announcement = null,
    bool? ShowsJoin = null,
    bool? ShowsPeople = null,
    int? TurnSeconds = null,
    string[]? Pages = null
);
