namespace ClickDash.Client.Texts;

/// <summary>What the projector says; the desk has some of its buttons too.</summary>
internal static class PresentTexts
{
    // The panels to choose from.
    public const string Line = "clicks a second";
    public const string Ranking = "ranking";
    public const string Heat = "over time";
    public const string Movers = "what moves";
    public const string Statuses = "status";

    // The page.
    public const string Title = "Present";
    public const string Controls = "Presenter";
    public const string Show = "show";
    public const string Overview = "overview";
    public const string ViewersFollow = "Viewers follow";
    public const string Phones = "Phones";
}
