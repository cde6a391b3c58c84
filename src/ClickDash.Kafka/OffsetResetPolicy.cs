using System.Runtime.InteropServices;

namespace ClickDash.Kafka;

/// <summary>Decides where reading goes on after an interruption, and how that follows what was read.</summary>
internal static class OffsetResetPolicy
{
    /// <param name="next">The offset that was to be read next.</param>
    /// <param name="low">The oldest offset that the broker has.</param>
    /// <param name="end">The offset after its newest.</param>
    /// <param name="sameTopic">Whether it is still the same topic by its id; null where ids are not known.</param>
    /// <param name="comparedAt">Where the log goes on by the leaders' epochs (KIP-320): before <paramref name="next"/> where it was cut; null where they were not compared.</param>
    public static OffsetDecision Resume(
        long next,
        long low,
        long end,
        bool? sameTopic,
        long? comparedAt = null
    )
    {
        if (sameTopic == false)
        {
            return new(SegmentStart.Recreated, low);
        }

        if (comparedAt < next)
        {
            return new(SegmentStart.Truncated, Math.Max(comparedAt.Value, low));
        }

        // A new leader's end may fall behind for a moment: the epochs know better.
        if (next <= end || comparedAt is not null)
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
