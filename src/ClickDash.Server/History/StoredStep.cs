namespace ClickDash.Server.History;

/// <summary>The lengths of what is stored.</summary>
public enum StoredStep
{
    /// <summary>The live seconds.</summary>
    Second,

    /// <summary>Minutes.</summary>
    Minute,

    /// <summary>Quarters of an hour.</summary>
    Quarter,

    /// <summary>Hours.</summary>
    Hour,
}
