using System.Text;

namespace ClickDash.Core.Formats.Text;

/// <summary>
/// Room for the texts of one message that have to be rewritten. It belongs to one format and is used again for every
/// message; it grows to the largest rewritten message, which is bounded by the size of messages.
/// </summary>
public sealed class TextBuffer
{
    private byte[] bytes = new byte[256];
    private int used;

    /// <summary>Gives the room back. Texts taken before are no longer valid.</summary>
    public void Reset() => used = 0;

    /// <summary>Takes room for a text. Earlier texts of the message stay where they are.</summary>
    public Span<byte> Take(int length)
    {
        if (bytes.Length - used < length)
        {
            // Texts already handed out keep the old array; they live until the message is done.
            bytes = new byte[Math.Max(bytes.Length * 2, length)];
            used = 0;
        }

        var room = bytes.AsSpan(used, length);
        used += length;
        return room;
    }

    /// <summary>The text in lower case, by the invariant rules.</summary>
    public ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> text)
    {
        // The lower case of a character takes at most one byte more than itself.
        var room = Take(text.Length * 2);
        if (Ascii.ToLower(text, room, out var length) == System.Buffers.OperationStatus.Done)
        {
            return room[..length];
        }

        length = 0;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var read);
            length += Rune.ToLowerInvariant(rune).EncodeToUtf8(room[length..]);
            text = text[read..];
        }

        return room[..length];
    }
}
