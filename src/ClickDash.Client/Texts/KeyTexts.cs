namespace ClickDash.Client.Texts;

/// <summary>What the sheet of keys says.</summary>
internal static class KeyTexts
{
    // ShortcutSheet
    public const string Title = "Keys";
    public const string Freeze = "Freeze the picture, and back to live";
    public const string Windows = "The last minute, 5 minutes, 15 minutes, hour";
    public const string Delay = "How old what you see is: from the click to this screen";
    public const string Say = "Say how it stands, to a screen reader";
    public const string Split = "Choose what clicks are split by";
    public const string Filter = "Show only the row that has the focus; again to show all";
    public const string Unfilter = "Take the last filter away";
    public const string Zoom =
        "Look closer, wider, at the whole window; by mouse: drag, wheel, two clicks";
    public const string Move = "Earlier, into what is stored, and later; by mouse: drag with Shift";
    public const string Replay = "Replay the last minutes; p to stand and play, f for live";
    public const string Enlarge = "Enlarge the panel that has the focus, and back";
    public const string Arrows = "Go on within the bars and within the table over time";
    public const string Follow = "Follow the presenter, and leave";
    public const string Escape = "Close what is open; then all panels; then live";
    public const string Sheet = "This sheet";
}
