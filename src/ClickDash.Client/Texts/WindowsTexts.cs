namespace ClickDash.Client.Texts;

/// <summary>What the scene of windows says.</summary>
internal static class WindowsTexts
{
    // The page.
    public const string Title = "Windows";
    public const string Delay = "Watermark waits";
    public const string ThrowIn = "Throw in late clicks";
    public const string LastSeconds = "The last 75 seconds";
    public const string ByEvent = "By event time";
    public const string OfThemLate = "of them late";
    public const string ByArrival = "By arrival";
    public const string TooLate = "Too late";
    public const string TableOf = "the windows";
    public const string NoneYet = "No clicks yet";
    public const string NoneYetWhy = "Windows appear here with the first click.";
    public const string Outcome = "What became of the clicks";

    /// <summary>The watermark's delay as it is read out.</summary>
    public static string DelaySpoken(int seconds) => $"{seconds} seconds";

    public static string Seconds(long seconds) => $"{seconds} s";

    public static string ThrowLate(int seconds) => $"{seconds} s late";

    public static string Thrown(int clicks, int seconds) =>
        $"{clicks} clicks sent, {seconds} s late";

    public static string LastClicks(string ago) => $"The last clicks, of {ago} ago";

    public static string Read(string clicks) => $"{clicks} clicks read";

    public static string Anonymous(string clicks) =>
        $"{clicks} name no visitor and are of no session";

    public static string Retimed(string clicks) =>
        $"{clicks} had a time that cannot be and took their arrival's";

    public static string NoRoom(string clicks) => $"{clicks} clicks of too many sessions at once";

    // WindowsLanes.
    public const string LanesLabel = "Windows over time";
    public const string Tumbling = "Tumbling";
    public const string Hopping = "Hopping";
    public const string Sessions = "Sessions";
    public const string RowOfVisitor = "a row a visitor";
    public const string NewestClick = "newest click";

    public static string PictureLabel(string? time) =>
        $"Tumbling, hopping and session windows by event time and by arrival, up to {time}. The same numbers are in the table.";

    public static string LengthByHop(long length, long hop) => $"{length} s by {hop} s";

    public static string Gap(long seconds) => $"gap {seconds} s";

    /// <summary>A window's bar on hover; how many were late or too late is null for none.</summary>
    public static string Window(
        string? from,
        string? to,
        string clicks,
        string? late,
        string? tooLate,
        string arrived,
        bool isFinal
    ) =>
        $"{from} to {to}: {clicks} clicks by event time"
        + (late is null ? "" : $", {late} of them late")
        + (tooLate is null ? "" : $", {tooLate} too late")
        + $"; {arrived} by arrival. "
        + (isFinal ? "Finished." : "Open.");

    /// <summary>A session's bar on hover.</summary>
    public static string Session(string? from, string? to, string clicks, bool isByEvent) =>
        isByEvent
            ? $"{from} to {to}: {clicks} clicks of one visitor by event time."
            : $"{from} to {to}: {clicks} clicks of one visitor by arrival.";

    public static string Watermark(string? time) => $"watermark {time}";

    // WindowsTable.
    public const string TableLabel = "Table of the windows";
    public const string From = "From";
    public const string To = "To";
    public const string Kind = "Window";
    public const string Counted = "Counted";
    public const string Late = "Late";
    public const string State = "State";
    public const string OneTumbling = "tumbling";
    public const string OneHopping = "hopping";
    public const string OneSession = "session";

    public static string StateOf(bool isFinal) => isFinal ? "finished" : "open";

    // WindowsMissed.
    public const string Kinds = "Windows";
    public const string InPart = "In part";
    public const string Dropped = "Dropped";
    public const string TooLateAndWhy = "Too late, and why";
    public const string NoneTooLate =
        "Nothing yet: every click came before the watermark had passed its windows. Throw in some late clicks, or wait less.";
    public const string TooLateList = "Clicks that came too late, newest first";

    public static string LateBy(string length) => $"{length} late";

    /// <summary>When a click came too late, and for which windows.</summary>
    public static string Missed(
        string? happened,
        string? came,
        string? watermark,
        IEnumerable<string> reasons
    ) =>
        $"Happened {happened}, came {came}, when the watermark was at {watermark}: {string.Join("; ", reasons)}.";

    public static string TumblingEnded(string? time) => $"its tumbling window had ended at {time}";

    public static string HoppingEnded(long windows, long all) =>
        windows >= all
            ? "all its hopping windows too"
            : $"{windows} of its {all} hopping windows too";

    public static string SessionEnded(string? time) =>
        $"a session of it would have ended at {time}";
}
