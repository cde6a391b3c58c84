using System.Runtime.InteropServices;

namespace ClickDash.Benchmarks.Month;

/// <summary>When a click counts, as <c>docs/time.md</c> states it for <c>event</c> under CreateTime: written from there, and not from the product.</summary>
/// <param name="Time">When, in epoch milliseconds; null where it is too late.</param>
/// <param name="IsRetimed">Whether that is not its own time.</param>
/// <param name="IsLate">Whether its second had ended before.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StatedTime(long? Time, bool IsRetimed, bool IsLate)
{
    private const long Near = 10_000;
    private const long Settling = 2_000;
    private const long Lateness = 600_000;
    private const long Year2000 = 946_684_800_000;

    /// <summary>What is stated of a click.</summary>
    /// <param name="c">Its own time.</param>
    /// <param name="m">Its message's timestamp.</param>
    /// <param name="a">The arrival.</param>
    /// <param name="isLive">Whether the message came after reading had begun.</param>
    public static StatedTime Of(long c, long m, long a, bool isLive)
    {
        var j = m >= Year2000 && m <= a + Near ? m : a;
        var isBorneOut = c >= j - Lateness && c <= j + Near && c <= a + Near;
        if (!isBorneOut && isLive && Math.Abs(c - a) <= Near)
        {
            // Then the arrival is the witness, and nothing that it bears out comes before its time.
            (isBorneOut, j) = (true, Math.Max(j, c));
        }

        return isBorneOut
                ? new StatedTime(c, IsRetimed: false, j >= (c / 1000 + 1) * 1000 + Settling)
            : c > j ? new StatedTime(j, IsRetimed: true, IsLate: false)
            : new StatedTime(null, IsRetimed: false, IsLate: false);
    }
}
