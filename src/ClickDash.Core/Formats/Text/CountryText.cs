namespace ClickDash.Core.Formats.Text;

/// <summary>Reads a country code or name.</summary>
public static class CountryText
{
    /// <summary>The text as sent; two letters become upper case, as in ISO 3166-1 alpha-2.</summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> text, TextBuffer buffer)
    {
        if (
            text.Length != 2
            || !char.IsAsciiLetter((char)text[0])
            || !char.IsAsciiLetter((char)text[1])
            || (text[0] & text[1] & 0x20) == 0
                && char.IsAsciiLetterUpper((char)text[0])
                && char.IsAsciiLetterUpper((char)text[1])
        )
        {
            return text;
        }

        var upper = buffer.Take(2);
        upper[0] = (byte)(text[0] & ~0x20);
        upper[1] = (byte)(text[1] & ~0x20);
        return upper;
    }
}
