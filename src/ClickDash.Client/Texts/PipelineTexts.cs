using ClickDash.Client.Browser;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Texts;

/// <summary>What the page of partitions and sums says.</summary>
internal static class PipelineTexts
{
    public const string Title = "Pipeline";

    // The sum.
    public const string Sum = "Does it add up?";
    public const string MessagesRead = "messages read";
    public const string OffsetsWithout = "offsets without a message";
    public const string LostMessages = "lost";
    public const string OffsetsPassed = "offsets passed";

    // The table.
    public const string Partitions = "Partitions";
    public const string Topic = "Topic";
    public const string Partition = "Partition";
    public const string State = "State";
    public const string First = "First";
    public const string Next = "Next";
    public const string End = "End";
    public const string Waiting = "Waiting";
    public const string Messages = "Messages";
    public const string Without = "Without";
    public const string Lost = "Lost";
    public const string NoPartition = "No partition is read yet.";

    public const string UsersApproximate =
        "Numbers of people are estimates, within 0.3 %: more came within an hour than are told apart.";

    public static string Light(bool isHeard, IngestState state) =>
        !isHeard ? "The server does not answer. Trying again…"
        : state == IngestState.Reading ? "Live"
        : StatusTexts.NotReading(state);

    public static string AddsUp(bool addsUp) => addsUp ? "✓ yes" : "✗ no";

    public static string Counted(string clicks, string late, string retimed) =>
        $"{clicks} clicks counted, {late} of them late and {retimed} with a time that could not be theirs.";

    public static string NoClicks(string messages) => $"Messages that were no clicks: {messages}.";

    public static string UnreadableTimes(string clicks) =>
        $"{clicks} had a time that could not be read.";

    public static string ArrivalJudged(string clicks) =>
        $"About the time of {clicks} this server's clock decided.";

    public static string Unnamed(string clicks, string dimension) =>
        $"{clicks} are (other) by {dimension}, for want of room to name their value.";

    public static string Truncated(string messages) =>
        $"{messages} were read and then lost by the cluster; they stay counted.";

    public static string Rows(string topic, string rows, string most) =>
        $"{topic}: {rows} rows of counts may still change, of {most} that are kept.";

    public static string EvictedEarly(string rows) =>
        $"{rows} were evicted before their lateness was over, for want of room: what comes for them is too late.";

    /// <summary>How a partition stands, in a word or two; its sentence is said below the table.</summary>
    public static string Of(PartitionProgress one, Locale locale) =>
        one.State switch
        {
            PartitionState.Reading => "reading",
            PartitionState.Connecting => "connecting",
            PartitionState.WaitingForLeader => "no leader",
            PartitionState.Unanswered => "no answer",
            PartitionState.Refused => "refused",
            PartitionState.HeldBack => $"{locale.Whole(one.HeldBack)} held back",
            PartitionState.Gone => "gone",
            _ => one.State.ToString(),
        };

    public static string StateClass(PartitionState state) =>
        state
            is PartitionState.WaitingForLeader
                or PartitionState.Unanswered
                or PartitionState.Refused
            ? "warn"
            : "";

    public static string Ended(ReadSegment segment, Locale locale) =>
        segment.End switch
        {
            SegmentEnd.Recreated => "topic made anew",
            _ => $"{locale.Whole(segment.Truncated)} truncated",
        };

    public static string NotCounted(string messages, string reason) =>
        $"{messages} not counted: {Reason(reason)}.";

    private static string Reason(string reason) =>
        reason switch
        {
            "malformed" => "not of the topic's format",
            "too_large" => "too large",
            "too_late" => "too late",
            _ => reason,
        };
}
