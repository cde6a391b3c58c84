namespace ClickDash.Client.Texts;

/// <summary>What the panels of the dashboard say, each in its frame.</summary>
internal static class PanelTexts
{
    // PanelChoice, and the panels' own names
    public const string Panels = "Panels";
    public const string AllAsUsual = "All, in the usual order";
    public const string Line = "Clicks a second";
    public const string Ranking = "Ranking";
    public const string Feed = "Newest clicks";
    public const string Movers = "What moves";
    public const string Heat = "Over time";
    public const string Statuses = "Status";

    // PanelFrame
    public const string BackToAll = "Back to all panels";
    public const string Enlarge = "Enlarge";
    public const string MoveForward = "Move forward";
    public const string MoveBack = "Move back";
    public const string Hide = "Hide";
    public const string SaveAsPng = "Save as PNG";
    public const string SaveAsCsv = "Save as CSV";

    public static string More(string name) => $"More of {name}";

    // Several panels
    public const string NoClicksYet = "No clicks yet";
    public const string NoClicksInWindow = "No clicks in this window";
    public const string NoClicksPass = "No clicks of this window pass the filter";
    public const string NoClicksKnown = "No clicks in what is known of this window";
    public const string Counted = "counted";
    public const string StillCounting = "still counting";
    public const string NotCounted = "not counted";

    // EmptyWord: the topic's name follows
    public const string TheyAppear = "They appear here as soon as they are in the topic";

    // LinePanel: the length that is shown stands before the first
    public const string ShownShowWhole = " shown: show the whole window";
    public const string Stacked = "Stacked";

    public static string LineLabel(string window) =>
        $"Line: clicks a second over {window}. The same numbers are in the table.";

    public static string Happened(string marks) => $"What happened, the newest first: {marks}.";

    // RankingPanel
    public const string ChangeAndShare = "change, share";
    public const string ChangeAndShareEstimated = "change, share; rare ones estimated";

    public static string ClicksBy(string dimension) => $"Clicks by {dimension}";

    // FeedPanel
    public const string FeedNotStored = "Single clicks are not stored";
    public const string FeedAll = "all of them";

    public static string FeedSome(int shown, string rate) => $"{shown} of {rate} a second shown";

    // MoversPanel: a mover's name follows the first two
    public const string Rises = "rises:";
    public const string Falls = "falls:";

    public static string MoverRate(string now, string usual) => $"{now}/s, usually {usual}";

    public static string MoverShare(string share) => $"{share} of the change";

    public static string NothingMoves(string dimension) =>
        $"Nothing unusual: no {dimension} rises or falls more than chance explains";

    // HeatPanel
    public static string HeatName(string values) => $"{values} over time";

    public static string HeatLegend(string step) => $"clicks in {step}";

    public static string HeatCaption(string dimension, string step) =>
        $"Clicks by {dimension} in steps of {step}. Arrow keys go from cell to cell, Enter shows that row alone.";

    public static string HeatCell(string count, string time, bool isOpen) =>
        isOpen ? $"{count} so far, {time}" : $"{count}, {time}";

    public static string HeatStep(long step) =>
        step < 120_000 ? $"{step / 1000} s" : $"{step / 60_000} min";

    // ValueListing: the second stands behind the name of a class of status
    public const string NewValue = "new";

    public static string StatusMeaning(char first) =>
        first switch
        {
            '1' => " informed",
            '2' => " answered",
            '3' => " sent on",
            '4' => " refused",
            '5' => " failed",
            _ => "",
        };

    // TableSwitch: both together are its word
    public const string Table = "Table";

    public static string OfTable(string name) => $" of {name}";

    // LineTable, RankingTable
    public const string LineTable = "Table of clicks a second";
    public const string From = "From";
    public const string Clicks = "Clicks";
    public const string State = "State";

    public static string ClicksInStep(long step) =>
        step == 1000 ? Clicks : $"Clicks in {step / 1000} s";

    public const string Share = "Share";
    public const string Before = "Before";

    public static string TableOf(string name) => $"Table of {name}";
}
