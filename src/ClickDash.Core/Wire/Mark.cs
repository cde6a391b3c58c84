using System.Text.Json.Serialization;

namespace ClickDash.Core.Wire;

/// <summary>Something that happened, on the time line.</summary>
/// <param name="Id">Its name among all marks, by which it can be taken away.</param>
/// <param name="At">When, in epoch milliseconds.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What happened, in words; data, never markup.</param>
public sealed record Mark(string Id, long At, MarkKind Kind, string Text)
{
    /// <summary>A sentence or two: more is not read off a line.</summary>
    public const int LongestText = 200;
}

/// <summary>What a mark is.</summary>
public enum MarkKind
{
    /// <summary>An alert fired; the text is its name.</summary>
    [JsonStringEnumMemberName("alert")]
    Alert,

    /// <summary>An alert is over; the text is its name.</summary>
    [JsonStringEnumMemberName("over")]
    Over,

    /// <summary>Somebody's words.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>The simulator was told to do something.</summary>
    [JsonStringEnumMemberName("simulator")]
    Simulator,

    /// <summary>A lesson began: what is shown is counted from here on.</summary>
    [JsonStringEnumMemberName("lesson")]
    Lesson,
}

/// <summary>A note that is to be put on the time line.</summary>
/// <param name="Text">1 to <see cref="Mark.LongestText"/> characters.</param>
/// <param name="At">When, in epoch milliseconds, not in the future; null for now.</param>
public sealed record Note(string? Text, long? At = null);
