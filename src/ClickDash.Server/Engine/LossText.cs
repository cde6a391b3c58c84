using ClickDash.Kafka;

namespace ClickDash.Server.Engine;

/// <summary>Why clicks are missing, in a sentence for people.</summary>
internal static class LossText
{
    public static string Of(LossReason reason) =>
        reason switch
        {
            LossReason.Deleted => "The broker had already deleted messages that were not read yet.",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a loss."),
        };

    public static string Of(SegmentStart start) =>
        start switch
        {
            SegmentStart.Recreated =>
                "The topic was deleted and made anew: reading goes on at its first message.",
            SegmentStart.Truncated =>
                "The cluster lost messages that it had already given out (an unclean leader election).",
            _ => throw new ArgumentOutOfRangeException(nameof(start), start, "Nothing was lost."),
        };
}
