namespace ClickDash.Server.Pages;

/// <summary>What the page around every page says.</summary>
internal static class AppTexts
{
    public const string Description = "Clicks from Kafka, as they happen";
    public const string WentWrong = "Something went wrong on this page.";
    public const string LoadAgain = "Load it again";
}
