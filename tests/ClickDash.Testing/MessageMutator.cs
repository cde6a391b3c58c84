using System.Text;
using ClickDash.Core.Clicks;

namespace ClickDash.Testing;

/// <summary>
/// Makes bad messages of good ones, as broken producers and hostile ones send them: cut, flipped, of wrong types, nested
/// deep, not UTF-8, with numbers beyond all bounds. The same seed gives the same messages.
/// </summary>
/// <param name="samples">The good ones.</param>
/// <param name="seed">What decides.</param>
public sealed class MessageMutator(IReadOnlyList<byte[]> samples, int seed)
{
    // Several at once find what one alone does not.
    private const int MostChanges = 4;

    // As many brackets as fit a message, and then some.
    private const int Deepest = Limits.MessageBytes + 10;

    private static readonly byte[][] BadText =
    [
        [0xFF],
        [0xC3],
        [0xC0, 0x80],
        [0xE2, 0x82],
        [0xED, 0xA0, 0x80],
        [0xF5, 0x80, 0x80, 0x80],
        [0x80, 0x80],
        [0],
        [0xEF, 0xBB, 0xBF],
    ];

    private static readonly byte[][] OtherValues =
    [
        .. new[]
        {
            "null",
            "true",
            "false",
            "[]",
            "{}",
            "\"\"",
            "\" \"",
            "0",
            "-1",
            "-0",
            "1e999",
            "-1e999",
            "1e-999",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "123456789012345678901234567890",
            "0.1e1",
            "1795165200.5",
            "NaN",
            "\"NaN\"",
            "\"1e400\"",
            "\"9999-99-99T99:99:99Z\"",
            "\"0001-01-01T00:00:00+14:00\"",
            "\"https://\"",
            "\"//[::\"",
            "\"?#\"",
            "\"%\"",
            "\"%zz%00%ff\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"\\x41\"",
            "\"a\\",
            "[null]",
            "[{}]",
            "[[1]]",
            "{\"page\":{\"page\":\"/x\"}}",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly Random _chance = new(seed);

    /// <summary>The next one.</summary>
    public byte[] Next()
    {
        var message = Any(samples);
        var several = _chance.Next(3) == 0;
        for (var changes = several ? _chance.Next(2, MostChanges + 1) : 1; changes > 0; changes--)
        {
            message = Change(message);
        }

        return message;
    }

    private byte[] Change(byte[] message) =>
        _chance.Next(100) switch
        {
            < 12 => message[..At(message)],
            < 14 => message[At(message)..],
            < 32 => Flip(message),
            < 40 => Replace(message, At(message), _chance.Next(40), []),
            < 48 => Insert(message, Bytes(_chance.Next(1, 8))),
            < 58 => Insert(message, Any(BadText)),
            < 82 => ReplaceValue(message, Any(OtherValues)),
            < 88 => ReplaceNumber(message),
            < 91 => ReplaceValue(message, Text(Long())),
            < 94 => Insert(message, Any(samples)),
            < 96 => [0, .. Bytes(4), .. message],
            < 98 => ReplaceValue(message, Nested(_chance.Next(1, 200))),
            _ when _chance.Next(20) == 0 => Nested(_chance.Next(1, Deepest)),
            _ => [],
        };

    private byte[] Flip(byte[] message)
    {
        var flipped = message.ToArray();
        for (var times = _chance.Next(1, 6); times > 0 && flipped.Length > 0; times--)
        {
            flipped[_chance.Next(flipped.Length)] ^= (byte)(1 << _chance.Next(8));
        }

        return flipped;
    }

    /// <summary>Another value after a colon, or after a space where there is none.</summary>
    private byte[] ReplaceValue(byte[] message, byte[] value)
    {
        var at = At(message);
        var mark = message.AsSpan(at).IndexOfAny((byte)':', (byte)' ');
        if (mark < 0)
        {
            return Insert(message, value);
        }

        var start = at + mark + 1;
        var length = message.AsSpan(start).IndexOfAny(",} "u8);
        return Replace(message, start, length < 0 ? 0 : length, value);
    }

    /// <summary>A number with many more digits.</summary>
    private byte[] ReplaceNumber(byte[] message)
    {
        var at = At(message);
        var digit = message.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
        return digit < 0
            ? Insert(message, "1"u8.ToArray())
            : Replace(
                message,
                at + digit,
                _chance.Next(2),
                [.. Enumerable.Repeat((byte)('0' + _chance.Next(10)), Math.Min(Long(), 5000))]
            );
    }

    // Mostly about as long as a page or a value may be, seldom as long as a message.
    private int Long() =>
        _chance.Next(20) switch
        {
            0 => Limits.MessageBytes + _chance.Next(-200, 200),
            < 8 => Limits.PageBytes + _chance.Next(-4, 5),
            _ => Limits.ValueBytes + _chance.Next(-4, 5),
        };

    private byte[] Text(int length)
    {
        var letter = Any([
            [(byte)'/'],
            "ä"u8.ToArray(),
            "🚀"u8.ToArray(),
            "\\u00e4"u8.ToArray(),
        ]);
        return
        [
            (byte)'"',
            (byte)'/',
            .. Enumerable.Repeat(letter, length / letter.Length).SelectMany(one => one),
            (byte)'"',
        ];
    }

    private byte[] Nested(int depth)
    {
        byte[] open = _chance.Next(2) == 0 ? [(byte)'['] : "{\"a\":"u8.ToArray();
        var close = open.Length == 1 ? (byte)']' : (byte)'}';
        depth = Math.Max(1, depth / open.Length);
        return
        [
            .. Enumerable.Repeat(open, depth).SelectMany(one => one),
            (byte)'1',
            .. Enumerable.Repeat(close, _chance.Next(3) == 0 ? 0 : depth),
        ];
    }

    private byte[] Insert(byte[] message, byte[] added) => Replace(message, At(message), 0, added);

    private static byte[] Replace(byte[] message, int at, int removed, byte[] added)
    {
        removed = Math.Min(removed, message.Length - at);
        return [.. message.AsSpan(0, at), .. added, .. message.AsSpan(at + removed)];
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _chance.NextBytes(bytes);
        return bytes;
    }

    private int At(byte[] message) => _chance.Next(message.Length + 1);

    private T Any<T>(IReadOnlyList<T> values) => values[_chance.Next(values.Count)];
}
