namespace ClickDash.Client.Live;

/// <summary>What the line is compared with.</summary>
public enum Compare
{
    /// <summary>The window before.</summary>
    Before,

    /// <summary>The same stretch an hour earlier.</summary>
    Hour,

    /// <summary>The same stretch a day earlier.</summary>
    Day,

    /// <summary>The lesson before, from beginning to beginning.</summary>
    Lesson,
}
