namespace ClickDash.Client.Texts;

/// <summary>What the presenter's desk says.</summary>
internal static class DeskTexts
{
    public const string Title = "Desk";
    public const string Projector = "Projector";

    // What is shown.
    public const string Stage = "What is shown";
    public const string CountOfPeople = "Count of people";
    public const string Announcement = "Announcement";
    public const string Show = "Show";
    public const string PhoneButtons = "Buttons on phones";
    public const string Set = "Set";
    public const string Turn = "Turn panels every (seconds; 0 for never)";

    // What happens to the stream.
    public const string Stream = "What happens to the stream";
    public const string NewLesson = "New lesson";
    public const string AboutNewLesson =
        "What is shown is counted from here on; what is stored stays.";
    public const string Rate = "Simulated clicks a second";
    public const string Burst = "A burst of clicks";
    public const string BurstPage = "on";
    public const string Send = "Send";
    public const string Late = "A hundred clicks, late by up to (seconds)";
    public const string Duplicates = "A hundred clicks, each twice";
    public const string Broken = "A hundred messages of a broken format";
    public const string Outage = "The consumer fails for (seconds)";
    public const string LetFail = "Let it fail";

    // What became of it.
    public const string Shown = "Shown to all.";
    public const string Done = "Done, and marked on the time line.";
}
