namespace ClickDash.Client.Texts;

/// <summary>What the panel says by which phones join.</summary>
internal static class JoinTexts
{
    // JoinPanel: counts stand before the words for people and taps
    public const string Title = "Join with your phone";
    public const string PeopleHere = "here";
    public const string Taps = "taps";
    public const string TapsByPhone = "Taps by phone";
    public const string LatestTaps = "Latest taps";

    public static string Code(string link) => $"QR code of {link}";
}
