namespace ClickDash.Client.Panels;

/// <summary>Where a tile leads within the page.</summary>
public enum TileLead
{
    /// <summary>To the line, enlarged.</summary>
    Line,

    /// <summary>To the busiest second, closer.</summary>
    Peak,

    /// <summary>To the ranking, enlarged.</summary>
    Ranking,

    /// <summary>To clicks by country.</summary>
    Countries,

    /// <summary>To errors alone, or back to all.</summary>
    Errors,
}
