namespace ClickDash.Client.Panels;

/// <summary>The words that several panels share.</summary>
internal static class Words
{
    /// <summary>A window as in "clicks in …".</summary>
    public static string Window(int seconds) =>
        seconds switch
        {
            60 => "the last minute",
            3600 => "the last hour",
            _ => $"the last {seconds / 60} minutes",
        };

    /// <summary>The window before, as in "+4% on …".</summary>
    public static string WindowBefore(int seconds) =>
        seconds switch
        {
            60 => "the minute before",
            3600 => "the hour before",
            _ => $"the {seconds / 60} minutes before",
        };

    /// <summary>A window on a button.</summary>
    public static string WindowButton(int seconds) =>
        seconds == 3600 ? "1 hour" : $"{seconds / 60} min";
}
