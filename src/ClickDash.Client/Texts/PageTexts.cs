namespace ClickDash.Client.Texts;

/// <summary>What the dashboard says round its panels, and the page that is not there.</summary>
internal static class PageTexts
{
    // Several pages.
    public const string Demo = "Demo";
    public const string Freeze = "Freeze";
    public const string Dashboard = "Dashboard";
    public const string FullScreen = "Full screen";
    public const string Asking = "Asking the server…";

    // Home.
    public const string Keys = "Keys";
    public const string AllHidden = "All panels are hidden";
    public const string ShowPanels = "Show them";

    // NotFound.
    public const string NotFound = "Not found";
    public const string NoPage = "There is no page here";
    public const string WhyNoPage = "The address may be mistyped, or the page has moved.";
    public const string ToDashboard = "Go to the dashboard";

    /// <summary>In Home's title, before the product's name.</summary>
    public static string Filtered(int filters) => $"{filters} filtered";
}
