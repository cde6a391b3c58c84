using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>Marks in words.</summary>
public static class MarkText
{
    /// <summary>What kind it is and what happened.</summary>
    public static string Of(Mark mark) => $"{Kind(mark.Kind)}: {mark.Text}";

    private static string Kind(MarkKind kind) =>
        kind switch
        {
            MarkKind.Alert => "Alert",
            MarkKind.Over => "Alert over",
            MarkKind.Simulator => "Simulator",
            MarkKind.Lesson => "Lesson",
            _ => "Note",
        };
}
