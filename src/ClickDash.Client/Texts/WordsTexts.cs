namespace ClickDash.Client.Texts;

/// <summary>What the scene of words says.</summary>
internal static class WordsTexts
{
    // The page.
    public const string Title = "Words";
    public const string MostFrequent = "The most frequent words";
    public const string ClickDash = "ClickDash";
    public const string Spark = "Spark";
    public const string TableOf = "words";
    public const string ChartLabel =
        "Bars: how often each word was counted. The same numbers are in the table.";
    public const string NoneYet = "No words yet";
    public const string NoneYetTopic =
        "They appear here as soon as there are lines of text in the topic";
    public const string TableLabel = "Table of words";
    public const string Word = "Word";
    public const string Apart = "Apart";
    public const string SideBySide = "Side by side";
    public const string CountedByClickDash = "Words counted by ClickDash";
    public const string Different = "Different ones";
    public const string CountedBySpark = "Words counted by Spark";
    public const string Between = "Between the two";
    public const string Same = "✓ the same, word by word";
    public const string SparkTopic = "Spark's counts are not here yet: the topic";

    public static string WordsApart(string count) => $"{count} apart";

    /// <summary>Why there are no counts in the topic that was named, and how to start them.</summary>
    public static string SparkStart(bool isWaiting) =>
        isWaiting ? "does not exist. Start them with" : "is empty. Start them with";

    public static string Lines(string count) => $"{count} lines";

    public static string NotToldApart(string count) =>
        $"{count} words are not told apart: too long, or too many different ones";

    /// <summary>Why the two sums differ.</summary>
    /// <param name="behind">How many words Spark is behind; below zero where it is ahead.</param>
    /// <param name="count">How many that is either way, written for people.</param>
    /// <param name="isSame">Whether each word's counts are the same.</param>
    public static string Difference(long behind, string count, bool isSame) =>
        behind switch
        {
            0 when isSame => "Both have counted every word of every line.",
            0 => "The sums are the same, but not of the same words.",
            > 0 => $"Spark is {count} behind: it counts in batches, and began where it began.",
            _ => $"Spark is {count} ahead: it has counted lines that ClickDash has not read.",
        };
}
