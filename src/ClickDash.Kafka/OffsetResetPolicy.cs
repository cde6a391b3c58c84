using System.Runtime.InteropServices;

namespace ClickDash.Kafka;

/// <summary>Decides where reading goes on after an interruption, and how that follows what was read.</summary>
internal static class OffsetResetPolicy
{
    /// <param name="next">The offset that was to be read next.</param>
    /// <param name="low">The oldest offset that the broker has.</param>
    /// <param name="end">The offset after its newest.</param>
    /// <param name="sameTopic">Whether it is still the same topic by its id; null where ids are not known.</param>
    /// <param name="truncatedAt">Where the log was cut by the leaders' epochs (KIP-320), before <paramref name="next"/>; null where it was not, or where epochs are not known.</param>
    public static OffsetDecision Resume(
        long next,
        long low,
        long end,
        bool? sameTopic,
        long? truncatedAt = null
    )
    {
        if (sameTopic == false)
        {
            return new(SegmentStart.Recreated, low);
        }

        if (truncatedAt < next)
        {
            return new(SegmentStart.Truncated, Math.Max(truncatedAt.Value, low));
        }

        if (next <= end)
        {
            return new(SegmentStart.Continued, Math.Max(next, low));
        }

        // The same topic, shorter than it was: what is left was read before the broker lost the rest. Where nobody knows
        // whether it is the same, nothing is skipped that could be read.
        return sameTopic == true
            ? new(SegmentStart.Truncated, end)
            : new(SegmentStart.Recreated, low);
    }
}

/// <summary>Where reading goes on.</summary>
/// <param name="Kind">How that follows what was read.</param>
/// <param name="Offset">The offset to read next; beyond the one expected, what lies between is lost.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OffsetDecision(SegmentStart Kind, long Offset);
