namespace ClickDash.Client.Texts;

/// <summary>What the tiles say: their names, their notes and where they lead.</summary>
internal static class TileTexts
{
    // Tiles
    public const string Label = "Now and in this window";

    public const string Rate = "Clicks a second";
    public const string RateNow = "now";
    public const string NotKnown = "not known";
    public const string EnlargeLine = "Enlarge the line";

    public const string Peak = "Busiest second";
    public const string LookAtPeak = "Look closer at it";

    public const string NoComparison = "nothing to compare with";
    public const string EnlargeRanking = "Enlarge the ranking";

    public const string People = "Active people";
    public const string PeopleNotStored = "not stored";
    public const string PeopleWindow = "in the last 5 minutes";
    public const string PeopleWindowEstimated = "last 5 min, estimated";
    public const string ShowCountries = "Show clicks by country";

    public const string Errors = "Errors";
    public const string ShowErrors = "Show errors alone, or all again";

    public const string Delay = "Delay of clicks";
    public const string HowFar = "How far reading has come";

    public const string Waiting = "Waiting to be read";
    public const string AllRead = "all is read";
    public const string Messages = "messages";
    public const string HowFarByPartition = "How far reading has come, by partition";

    public static string CatchingUp(string left) => $"catching up, {left} left";

    public static string RateChange(string change) => $"{change} on the last minute";

    public static string PeakAt(string time) => $"at {time}";

    public static string ClicksIn(string window) => $"Clicks in {window}";

    public static string ClicksChange(string change, string windowBefore) =>
        $"{change} on {windowBefore}";

    public static string ErrorsOf(string errors, string clicks) => $"{errors} of {clicks}";

    public static string DelayMost(string delay) => $"99% within {delay}";
}
