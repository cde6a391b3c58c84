using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace ClickDash.Core.Formats.Text;

/// <summary>The escapes of quoted fields in access logs, as Apache httpd (mod_log_config) and nginx write them.</summary>
internal static class LogEscapes
{
    /// <summary>
    /// Undoes <c>\"</c>, <c>\\</c>, <c>\t</c>, <c>\n</c>, <c>\r</c> and <c>\xHH</c>. Bytes that are no UTF-8 become U+FFFD: a
    /// request in an old encoding is a click all the same.
    /// </summary>
    public static ReadOnlySpan<byte> Undo(ReadOnlySpan<byte> text, TextBuffer buffer)
    {
        var at = text.IndexOf((byte)'\\');
        if (at < 0)
        {
            return text;
        }

        var room = buffer.Take(text.Length);
        text[..at].CopyTo(room);
        var length = at;
        while (at < text.Length)
        {
            var c = text[at++];
            if (c == '\\' && at < text.Length)
            {
                c = Escaped(text, ref at);
            }

            room[length++] = c;
        }

        var undone = room[..length];
        return Utf8.IsValid(undone) ? undone : Replaced(undone, buffer);
    }

    private static byte Escaped(ReadOnlySpan<byte> text, ref int at)
    {
        var c = text[at++];
        switch (c)
        {
            case (byte)'t':
                return (byte)'\t';
            case (byte)'n':
                return (byte)'\n';
            case (byte)'r':
                return (byte)'\r';
            case (byte)'x'
                when at + 2 <= text.Length
                    && Utf8Parser.TryParse(text.Slice(at, 2), out byte hex, out var read, 'x')
                    && read == 2:
                at += 2;
                return hex;
            case (byte)'"' or (byte)'\\':
                return c;
            default:
                // No escape of theirs: the backslash is the client's own.
                at--;
                return (byte)'\\';
        }
    }

    private static ReadOnlySpan<byte> Replaced(ReadOnlySpan<byte> text, TextBuffer buffer)
    {
        var room = buffer.Take(text.Length * Rune.ReplacementChar.Utf8SequenceLength);
        var length = 0;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var read);
            length += rune.EncodeToUtf8(room[length..]);
            text = text[read..];
        }

        return room[..length];
    }
}
