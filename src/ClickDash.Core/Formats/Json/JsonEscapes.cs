using System.Buffers.Text;
using System.Text.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats.Json;

/// <summary>The <c>\</c> escapes of JSON texts.</summary>
internal static class JsonEscapes
{
    /// <summary>
    /// Whether every <c>\ud800</c>-<c>\udfff</c> is half of a pair. The reader does not look, and what is left is text
    /// that no UTF-8 can hold.
    /// </summary>
    public static bool ArePaired(ReadOnlySpan<byte> json)
    {
        for (int at; (at = json.IndexOf((byte)'\\')) >= 0; )
        {
            json = json[at..];
            var unit = Unit(json);
            if (unit is >= 0xDC00 and <= 0xDFFF)
            {
                return false;
            }

            if (unit is >= 0xD800 and <= 0xDBFF)
            {
                json = json[6..];
                if (Unit(json) is not (>= 0xDC00 and <= 0xDFFF))
                {
                    return false;
                }
            }

            json = json[Math.Min(2, json.Length)..];
        }

        return true;
    }

    /// <summary>Undoes the escapes of a text, given with its quotes, which was read once and is well-formed.</summary>
    public static ReadOnlySpan<byte> Undo(ReadOnlySpan<byte> quoted, TextBuffer buffer)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        var room = buffer.Take(quoted.Length);
        return room[..reader.CopyString(room)];
    }

    /// <summary>Undoes the escapes of a message that is one JSON string, in valid UTF-8.</summary>
    public static bool TryUndoWhole(
        ReadOnlySpan<byte> message,
        TextBuffer buffer,
        out ReadOnlySpan<byte> text
    )
    {
        text = default;
        if (!ArePaired(message))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(message, isFinalBlock: false, state: default);
            if (
                !reader.Read()
                || reader.TokenType != JsonTokenType.String
                || message[(int)reader.BytesConsumed..].IndexOfAnyExcept(" \t\r\n"u8) >= 0
            )
            {
                return false;
            }

            var room = buffer.Take(message.Length);
            text = room[..reader.CopyString(room)];
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int Unit(ReadOnlySpan<byte> text) =>
        text.Length >= 6
        && text[0] == '\\'
        && text[1] == 'u'
        && Utf8Parser.TryParse(text.Slice(2, 4), out int unit, out var read, 'x')
        && read == 4
            ? unit
            : -1;
}
