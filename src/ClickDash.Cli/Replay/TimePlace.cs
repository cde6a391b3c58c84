using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Cli.Replay;

/// <summary>Where in a line a time stands, how it is written, and which it is.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TimePlace
{
    // dd/MMM/yyyy:HH:mm:ss, a space, the zone as +hhmm
    private const int LogZone = 21;

    // yyyy-MM-ddTHH:mm, and with seconds
    private const int MinuteLength = 16;
    private const int SecondLength = 19;
    private const int FractionDigits = 3;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    private enum Notation
    {
        Log,
        Iso,
        Epoch,
    }

    /// <summary>Its first byte's place in the line.</summary>
    public required int Start { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required int Length { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Milliseconds { get; init; }

    private Notation Kind { get; init; }

    private TimeUnit Unit { get; init; }

    /// <summary>The smallest step that its notation can say, in milliseconds.</summary>
    private long Step { get; init; }

    /// <summary>Reads the time that stands there: a number in the unit, ISO 8601, or as access logs have it.</summary>
    /// <returns>Whether one stands there that can be written anew.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> line,
        int start,
        int length,
        TimeUnit unit,
        Zone zone,
        out TimePlace place
    )
    {
        var text = line.Slice(start, length);
        var kind = text switch
        {
            [_, _, (byte)'/', ..] => Notation.Log,
            [_, _, _, _, (byte)'-', ..] => Notation.Iso,
            _ => Notation.Epoch,
        };
        var time = kind switch
        {
            Notation.Log => TimeText.AccessLog(text),
            Notation.Iso => TimeText.Iso(text, zone),
            // Signs and exponents are no producer's.
            _ when text.Trim("0123456789."u8).IsEmpty => TimeText.Epoch(text, unit),
            _ => default,
        };
        place = time.Milliseconds is { } milliseconds
            ? new TimePlace
            {
                Start = start,
                Length = length,
                Milliseconds = milliseconds,
                Kind = kind,
                Unit = unit,
                Step = StepOf(text, kind, unit),
            }
            : default;
        return time.Milliseconds is not null;
    }

    /// <summary>The time that is written where this one is moved by so many milliseconds: cut to what its notation can say.</summary>
    public long Moved(long by)
    {
        var exact = Milliseconds + by;
        return exact - (((exact % Step) + Step) % Step);
    }

    /// <summary>Writes the moved time in the place's own notation, digit for digit as long as it was where that can be.</summary>
    public void Write(ReadOnlySpan<byte> line, long by, IBufferWriter<byte> output)
    {
        var text = line.Slice(Start, Length);
        if (Kind == Notation.Epoch)
        {
            WriteNumber(text, Moved(by), output);
            return;
        }

        var room = output.GetSpan(Length);
        text.CopyTo(room);
        // Both are as they are written: the zone, named or not, stays.
        if (Kind == Notation.Log)
        {
            var local = DateTime.UnixEpoch.AddMilliseconds(Moved(by));
            WriteLog(local.AddMinutes(Offset(text[LogZone..])), room);
        }
        else
        {
            WriteIso(text, Moved(by) - Milliseconds, room);
        }

        output.Advance(Length);
    }

    private static long StepOf(ReadOnlySpan<byte> text, Notation kind, TimeUnit unit)
    {
        var fraction = kind switch
        {
            Notation.Log => 0,
            Notation.Iso when text.Length <= MinuteLength || text[MinuteLength] != ':' => -1,
            Notation.Iso => text.Length > SecondLength
            && text[SecondLength] is (byte)'.' or (byte)','
                ? FractionLength(text[(SecondLength + 1)..])
                : 0,
            _ when unit != TimeUnit.Seconds => FractionDigits,
            _ => text.IndexOf((byte)'.') is > 0 and var point ? text.Length - point - 1 : 0,
        };
        return fraction switch
        {
            < 0 => 60_000,
            0 => 1000,
            1 => 100,
            2 => 10,
            _ => 1,
        };
    }

    private static int FractionLength(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(Digits);
        return length < 0 ? text.Length : length;
    }

    // By hand: a log at full speed has some hundred thousand of them a second, and a custom format costs more than all the rest.
    private static void WriteLog(DateTime time, Span<byte> room)
    {
        Two(time.Day, room);
        "JanFebMarAprMayJunJulAugSepOctNovDec"u8.Slice((time.Month - 1) * 3, 3).CopyTo(room[3..]);
        Two(time.Year / 100, room[7..]);
        Two(time.Year % 100, room[9..]);
        Two(time.Hour, room[12..]);
        Two(time.Minute, room[15..]);
        Two(time.Second, room[18..]);
    }

    private static void Two(int number, Span<byte> room) =>
        (room[0], room[1]) = ((byte)('0' + (number / 10)), (byte)('0' + (number % 10)));

    /// <summary>Minutes east of Greenwich of a zone written <c>+hhmm</c>.</summary>
    private static int Offset(ReadOnlySpan<byte> zone)
    {
        var minutes = ((zone[1] - '0') * 600) + ((zone[2] - '0') * 60) + ((zone[3] - '0') * 10);
        minutes += zone[4] - '0';
        return zone[0] == '-' ? -minutes : minutes;
    }

    private static void WriteIso(ReadOnlySpan<byte> text, long by, Span<byte> room)
    {
        var hasSeconds = text.Length > MinuteLength && text[MinuteLength] == ':';
        var digits =
            hasSeconds && text.Length > SecondLength && text[SecondLength] is (byte)'.' or (byte)','
                ? Math.Min(FractionLength(text[(SecondLength + 1)..]), FractionDigits)
                : 0;
        int Number(ReadOnlySpan<byte> part) => int.Parse(part, CultureInfo.InvariantCulture);
        var local = new DateTime(
            Number(text[..4]),
            Number(text[5..7]),
            Number(text[8..10]),
            Number(text[11..13]),
            Number(text[14..16]),
            0,
            DateTimeKind.Unspecified
        )
            // Added, since a leap second is read as the next minute's first.
            .AddSeconds(hasSeconds ? Number(text[17..19]) : 0)
            .AddMilliseconds(
                digits == 0
                    ? 0
                    : Number(text.Slice(SecondLength + 1, digits))
                        * Math.Pow(10, FractionDigits - digits)
            )
            .AddMilliseconds(by);
        Put(local, "yyyy-MM-dd", room);
        Put(local, hasSeconds ? "HH:mm:ss" : "HH:mm", room[11..]);
        if (digits > 0)
        {
            Put(local, new string('f', digits), room[(SecondLength + 1)..]);
        }
    }

    // Digits finer than a millisecond stay as they are.
    private void WriteNumber(ReadOnlySpan<byte> text, long milliseconds, IBufferWriter<byte> output)
    {
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        var written = Unit switch
        {
            TimeUnit.Seconds => $"{milliseconds / 1000}",
            TimeUnit.Milliseconds => $"{milliseconds}",
            _ => $"{milliseconds}{Encoding.ASCII.GetString(whole[^FractionDigits..])}",
        };
        if (point >= 0)
        {
            var rest = Encoding.ASCII.GetString(fraction);
            var kept = Math.Min(FractionDigits, rest.Length);
            written +=
                Unit == TimeUnit.Seconds
                    ? $".{$"{milliseconds % 1000:000}"[..kept]}{rest[kept..]}"
                    : $".{rest}";
        }

        output.Write(Encoding.ASCII.GetBytes(written));
    }

    private static void Put(DateTime time, string format, Span<byte> room)
    {
        // A lone letter would be a standard format.
        var custom = format.Length == 1 ? "%" + format : format;
        time.TryFormat(room, out _, custom, CultureInfo.InvariantCulture);
    }
}
