using ClickDash.Scenes.Values;

namespace ClickDash.Client.Texts;

/// <summary>What the scene of values says.</summary>
internal static class ValuesTexts
{
    // The page.
    public const string Title = "Values";
    public const string Lesson = "Lesson";
    public const string OwnTopic = "Own topic";
    public const string Topic = "Topic";
    public const string Layers = "What is drawn";
    public const string HowMany = "How many of the newest";
    public const string TableOf = "the values";
    public const string NoneYet = "No values yet";
    public const string NoneYetTopic = "They appear here as soon as they are in the topic";
    public const string Lines = "Lines";
    public const string Now = "Now";
    public const string RunningTotal = "Running total";
    public const string MeanOfAll = "Mean of all";
    public const string AllAsOne = "All as one";

    public static string NewestOf(int last) => $"The newest {last}";

    public static string ChartLabel(string name, string topic) =>
        $"Line: {name} of the topic {topic}. The same numbers are in the table.";

    /// <summary>A layer as a choice and in the legend.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="moving">Of how many values the moving mean is.</param>
    /// <param name="every">Of how many seconds the other means are.</param>
    public static string Layer(ValueLayers layer, int moving, int every) =>
        layer switch
        {
            ValueLayers.Values => "By creation",
            ValueLayers.Arrival => "By arrival",
            ValueLayers.Extremes => "Highest, lowest",
            ValueLayers.Moving => MeanOf(moving),
            ValueLayers.Total => RunningTotal,
            ValueLayers.Means => $"Mean of {every} s",
            ValueLayers.Together => MeanOfAll,
            _ => AllAsOne,
        };

    public static string MeanOf(int values) => $"Mean of {values}";

    // ValuesNumbers.
    public const string Newest = "Newest";
    public const string Highest = "Highest";
    public const string Lowest = "Lowest";
    public const string MeanOfShown = "Mean of those shown";
    public const string FromCreation = "From creation to arrival";
    public const string NumbersLabel = "Each line's numbers";
    public const string Line = "Line";
    public const string Mean = "Mean";
    public const string OfAll = "Of all";

    public static string MeanOfNewest(int values) => $"Mean of the newest {values}";

    public static string TotalOf(string count) => $"Total of all {count}";

    // ValuesTable.
    public const string TableLabel = "Table of the values";
    public const string Created = "Created";
    public const string Arrived = "Arrived";
    public const string Value = "Value";
    public const string Total = "Total";

    // ValuesChart: hovers begin with the line's name, which is empty where there is one line alone.
    public static string LineCreated(string line) => $"{line} created";

    public static string LineArrived(string line) => $"{line} arrived";

    public static string LineMoving(string line, int values) => $"{line} mean of {values}";

    public static string LineTotal(string line) => $"{line} total";

    public static string LineMeans(string line, int seconds) => $"{line} mean of {seconds} s";

    public static string Extreme(bool isHighest, string value, string? time) =>
        (isHighest ? $"highest {value}" : $"lowest {value}") + (time is null ? "" : $" · {time}");
}
