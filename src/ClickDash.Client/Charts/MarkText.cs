using ClickDash.Client.Texts;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Charts;

/// <summary>Marks in words.</summary>
public static class MarkText
{
    /// <summary>What kind it is and what happened.</summary>
    public static string Of(Mark mark) => $"{ChartTexts.Mark(mark.Kind)}: {mark.Text}";
}
