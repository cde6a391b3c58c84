using System.Globalization;

namespace ClickDash.Cli.Replay;

/// <summary>How many times as fast as it happened; without bound for the fastest there is.</summary>
internal readonly record struct Speed(double Factor)
{
    /// <summary>What is taken, in words.</summary>
    public const string Takes =
        "1 for as it happened, a number such as 60 for so many times as fast, or max";

    /// <summary>As fast as the broker takes it.</summary>
    public static Speed Max => new(double.PositiveInfinity);

    public bool IsMax => double.IsInfinity(Factor);

    /// <summary>Reads <c>max</c> or a number over 0; null for anything else.</summary>
    public static Speed? Parse(string text) =>
        text == "max" ? Max
        : Options.Number(text) is > 0 and < 1e9 and var factor ? new Speed(factor)
        : null;

    public override string ToString() =>
        IsMax ? "max" : Factor.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// When lines of a past time are sent: the first at once, and each other as long after it as it happened, divided by the
/// speed. A line that is older than one before it is sent at once.
/// </summary>
/// <param name="speed">How fast.</param>
internal sealed class Pace(Speed speed)
{
    private long? _first;
    private long _started;

    /// <summary>When a line is sent, epoch milliseconds.</summary>
    /// <param name="time">When it happened, epoch milliseconds.</param>
    /// <param name="now">The present, epoch milliseconds.</param>
    public long SendAt(long time, long now)
    {
        if (_first is not { } first)
        {
            (_first, _started) = (time, now);
            return now;
        }

        return speed.IsMax ? now : _started + (long)((time - first) / speed.Factor);
    }
}
