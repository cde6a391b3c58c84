using System.Globalization;
using System.Text;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Scenes.Values;

/// <summary>
/// Reads the times that measurements carry. What a time leaves unsaid (the date, the hour, the zone) is taken so that it is
/// nearest to its message's: at midnight <c>23:59:59</c> belongs to the day before.
/// </summary>
internal static class ValueTime
{
    private const long Second = 1000;
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    // No zone's clock is anything else than whole quarters of an hour from another's.
    private const long Quarter = Hour / 4;

    // Zones are up to 14 hours from UTC; a date farther off is of another day, and then it is taken as UTC.
    private const long FarthestZone = 14 * Hour;

    // Epoch seconds have fewer digits than this until the year 5138, epoch milliseconds more since 1973.
    private const long LeastMilliseconds = 100_000_000_000;

    // What a computer's clock can say without being broken: 1990 to 2099, as for clicks.
    private const long Earliest = 631_152_000_000;
    private const long Latest = 4_102_444_800_000;

    /// <summary>Reads epoch seconds or milliseconds, ISO 8601 with a space or <c>T</c>, <c>HH:MM:SS</c> or <c>MM:SS</c>.</summary>
    /// <param name="text">The time as written.</param>
    /// <param name="message">Its message's time, epoch milliseconds.</param>
    /// <param name="zone">The zone of times written without one; null for the one nearest to the message.</param>
    /// <param name="time">Epoch milliseconds.</param>
    public static bool TryRead(ReadOnlySpan<char> text, long message, Zone? zone, out long time)
    {
        text = text.Trim();
        return (
                TryEpoch(text, out time)
                || TryClock(text, message, zone, out time)
                || TryIso(text, message, zone, out time)
            ) && time is >= Earliest and < Latest;
    }

    private static bool TryEpoch(ReadOnlySpan<char> text, out long time)
    {
        time = 0;
        if (
            !double.TryParse(
                text,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            || number >= Latest
        )
        {
            return false;
        }

        time = (long)(number < LeastMilliseconds ? Math.Floor(number * Second) : number);
        return true;
    }

    private static bool TryClock(ReadOnlySpan<char> text, long message, Zone? zone, out long time)
    {
        time = 0;
        Span<Range> parts = stackalloc Range[4];
        var count = text.Split(parts, ':');
        if (
            count is not (2 or 3)
            || !TryPart(text[parts[0]], count == 3 ? 23 : 59, out var first)
            || !TryPart(text[parts[1]], 59, out var second)
            || (count == 3 ? !TrySeconds(text[parts[2]], out var seconds) : Nothing(out seconds))
        )
        {
            return false;
        }

        if (count == 2)
        {
            time = Nearest(((first * 60) + second) * Second, Hour, message);
            return true;
        }

        var clock = (((first * 60) + second) * 60 * Second) + seconds;
        time = zone is { } known
            ? Nearest(clock - known.OffsetAt(message), Day, message)
            : Nearest(clock, Quarter, message);
        return true;
    }

    private static bool TryIso(ReadOnlySpan<char> text, long message, Zone? zone, out long time)
    {
        time = 0;
        Span<byte> utf8 = stackalloc byte[64];
        if (
            !Encoding.UTF8.TryGetBytes(text, utf8, out var length)
            || TimeText.Iso(utf8[..length], zone ?? default).Milliseconds is not { } read
        )
        {
            return false;
        }

        var hasZone = text.Length > 16 && text[16..].IndexOfAny("Zz+-") >= 0;
        var near = Nearest(read, Quarter, message);
        time = hasZone || zone is not null || Math.Abs(read - near) > FarthestZone ? read : near;
        return true;
    }

    /// <summary>The moment nearest to the message's that differs from this one by whole periods.</summary>
    private static long Nearest(long moment, long period, long message)
    {
        var ahead = (moment - message) % period;
        ahead = ahead < 0 ? ahead + period : ahead;
        return message + (ahead <= period / 2 ? ahead : ahead - period);
    }

    private static bool Nothing(out long seconds)
    {
        seconds = 0;
        return false;
    }

    private static bool TrySeconds(ReadOnlySpan<char> text, out long milliseconds)
    {
        var isRight =
            decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var seconds
            )
            && seconds < 61;
        milliseconds = isRight ? (long)(seconds * Second) : 0;
        return isRight;
    }

    private static bool TryPart(ReadOnlySpan<char> text, int most, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number <= most;
}
