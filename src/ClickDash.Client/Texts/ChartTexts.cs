using ClickDash.Core.Wire;

namespace ClickDash.Client.Texts;

/// <summary>What the line's chart says: layers, hovers, marks.</summary>
internal static class ChartTexts
{
    // LineTraces; all but the first stand in JSON as they are: without quotation marks
    public const string AllOthers = "all others";
    public const string NotCounted = "Not counted";

    public static string ASecond(string clicks) => $"{clicks} a second";

    public static string SoFar(string clicks) => $"{clicks} so far";

    // MarkText
    public static string Mark(MarkKind kind) =>
        kind switch
        {
            MarkKind.Alert => "Alert",
            MarkKind.Over => "Alert over",
            MarkKind.Simulator => "Simulator",
            MarkKind.Lesson => "Lesson",
            _ => "Note",
        };
}
