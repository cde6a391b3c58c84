using ClickDash.Core.Clicks;

namespace ClickDash.Core.Formats.Text;

/// <summary>The unit of a time written as a number since 1970-01-01T00:00:00Z.</summary>
public enum TimeUnit
{
    Seconds,
    Milliseconds,
    Microseconds,
}

/// <summary>
/// Reads the times that producers write. What is empty is <see cref="ClickTime.Absent"/>, what cannot be read
/// <see cref="ClickTime.Unreadable"/>, what cannot be a click's <see cref="ClickTime.Implausible"/>; fractions are cut to milliseconds, never rounded.
/// </summary>
public static class TimeText
{
    private const int SecondsPerDay = 86_400;

    /// <summary>Reads a number in the unit given.</summary>
    public static ClickTime Epoch(ReadOnlySpan<byte> text, TimeUnit unit)
    {
        // Most are plain digits in the unit of ours.
        if (unit == TimeUnit.Milliseconds && text.Length is > 0 and <= 15)
        {
            long plain = 0;
            var at = 0;
            for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++)
            {
                plain = (plain * 10) + (text[at] - '0');
            }

            if (at == text.Length)
            {
                return ClickTime.At(plain);
            }
        }

        if (!NumberText.TryRead(text, out var number))
        {
            return Unread(text);
        }

        return ClickTime.At(
            number.Cut(
                unit switch
                {
                    TimeUnit.Seconds => 3,
                    TimeUnit.Milliseconds => 0,
                    _ => -3,
                }
            )
        );
    }

    /// <summary>
    /// Reads ISO 8601 with <c>T</c> or a space between date and time, seconds and fraction optional, and the offset
    /// <c>Z</c>, <c>±hh:mm</c>, <c>±hhmm</c> or <c>±hh</c>; without one the time is <paramref name="zone"/>'s, or UTC.
    /// </summary>
    public static ClickTime Iso(ReadOnlySpan<byte> text, Zone zone = default)
    {
        // yyyy-MM-ddTHH:mm
        if (
            text.Length < 16
            || text[4] != '-'
            || text[7] != '-'
            || (text[10] != ' ' && (text[10] | 0x20) != 't')
            || text[13] != ':'
            || !TryDate(Number(text[..4]), Number(text[5..7]), Number(text[8..10]), out var days)
            || !TryClock(Number(text[11..13]), Number(text[14..16]), 0, out var seconds)
        )
        {
            return Unread(text);
        }

        var rest = text[16..];
        if (rest is [(byte)':', ..])
        {
            var second = rest.Length < 3 ? -1 : Number(rest[1..3]);
            if (second is < 0 or > 60)
            {
                return Unread(text);
            }

            seconds += second;
            rest = rest[3..];
        }

        if (!TryFraction(ref rest, out var fraction))
        {
            return Unread(text);
        }

        var local = (((long)days * SecondsPerDay) + seconds) * 1000 + fraction;
        if (rest.IsEmpty)
        {
            return ClickTime.At(zone.ToUtc(local));
        }

        return TryOffset(rest, out var offset)
            ? ClickTime.At(local - (offset * 60_000L))
            : Unread(text);
    }

    /// <summary>Reads a number in the unit given, or ISO 8601.</summary>
    public static ClickTime EpochOrIso(
        ReadOnlySpan<byte> text,
        TimeUnit unit,
        Zone zone = default
    ) => text.Length > 4 && text[4] == '-' && text[0] != '-' ? Iso(text, zone) : Epoch(text, unit);

    /// <summary>Reads Apache's and nginx's <c>dd/MMM/yyyy:HH:mm:ss ±hhmm</c> with English months (mod_log_config, <c>%t</c>).</summary>
    public static ClickTime AccessLog(ReadOnlySpan<byte> text)
    {
        if (
            text.Length != 26
            || text[2] != '/'
            || text[6] != '/'
            || text[11] != ':'
            || text[14] != ':'
            || text[17] != ':'
            || text[20] != ' '
            || !TryDate(Number(text[7..11]), Month(text[3..6]), Number(text[..2]), out var days)
            || !TryClock(
                Number(text[12..14]),
                Number(text[15..17]),
                Number(text[18..20]),
                out var seconds
            )
            || !TryOffset(text[21..], out var offset)
        )
        {
            return Unread(text);
        }

        return ClickTime.At((((long)days * SecondsPerDay) + seconds) * 1000 - (offset * 60_000L));
    }

    /// <summary>The first time that can be a click's; without one, whether any was given that cannot.</summary>
    public static ClickTime First(ClickTime first, ClickTime second) =>
        second.Milliseconds is null && first != ClickTime.Absent ? first
        : first.Milliseconds is not null ? first
        : second;

    private static ClickTime Unread(ReadOnlySpan<byte> text) =>
        text.IsEmpty ? ClickTime.Absent : ClickTime.Unreadable;

    /// <summary>Reads <c>Z</c>, <c>±hh:mm</c>, <c>±hhmm</c> or <c>±hh</c> as minutes east of UTC.</summary>
    internal static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return (text[0] | 0x20) == 'z';
        }

        if (text.Length < 3 || text[0] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }

        var hour = Number(text[1..3]);
        var rest = text[3..];
        if (rest is [(byte)':', _, ..])
        {
            rest = rest[1..];
        }

        var minute = rest.Length switch
        {
            0 => 0,
            2 => Number(rest),
            _ => -1,
        };
        minutes = ((hour * 60) + minute) * (text[0] == '-' ? -1 : 1);
        return hour is >= 0 and <= 23 && minute is >= 0 and <= 59;
    }

    private static bool TryDate(int year, int month, int day, out int days)
    {
        days = 0;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        days = (int)(
            (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks
            / TimeSpan.TicksPerDay
        );
        return true;
    }

    // A leap second is read as the next minute's first.
    private static bool TryClock(int hour, int minute, int second, out int seconds)
    {
        seconds = (((hour * 60) + minute) * 60) + second;
        return hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 60;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out int milliseconds)
    {
        milliseconds = 0;
        if (rest is not [(byte)'.' or (byte)',', ..])
        {
            return true;
        }

        var at = 1;
        for (var worth = 100; at < rest.Length && (uint)(rest[at] - '0') <= 9; at++, worth /= 10)
        {
            milliseconds += (rest[at] - '0') * worth;
        }

        rest = rest[at..];
        return at > 1;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var c in digits)
        {
            if ((uint)(c - '0') > 9)
            {
                return -1;
            }

            number = (number * 10) + (c - '0');
        }

        return number;
    }

    private static int Month(ReadOnlySpan<byte> name)
    {
        var at = "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(name);
        return at >= 0 && at % 3 == 0 ? (at / 3) + 1 : -1;
    }
}
