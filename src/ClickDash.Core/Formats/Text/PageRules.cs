namespace ClickDash.Core.Formats.Text;

/// <summary>What a mapping does to pages, so that a site with a page for every thing has a list one can read.</summary>
internal static class PageRules
{
    /// <summary>
    /// The page of a text: as sent or by the rule of pages, then its first segments, then <c>:id</c> for each segment that
    /// is a number, a UUID or at least 16 hexadecimal digits.
    /// </summary>
    public static ReadOnlySpan<byte> Apply(
        ReadOnlySpan<byte> text,
        FormatOptions options,
        TextBuffer buffer
    )
    {
        var page = options.PageVerbatim ? text : PageText.Read(text);
        if (options.PageSegments > 0)
        {
            page = FirstSegments(page, options.PageSegments);
        }

        return options.PageIds ? WithoutIds(page, buffer) : page;
    }

    private static ReadOnlySpan<byte> FirstSegments(ReadOnlySpan<byte> page, int count)
    {
        var at = page is [(byte)'/', ..] ? 1 : 0;
        for (; count > 0; count--)
        {
            var next = page[at..].IndexOf((byte)'/');
            if (next < 0)
            {
                return page;
            }

            at += next + 1;
        }

        return page[..(at - 1)];
    }

    private static ReadOnlySpan<byte> WithoutIds(ReadOnlySpan<byte> page, TextBuffer buffer)
    {
        // ":id" takes at most three bytes for each of the page's.
        var room = buffer.Take(page.Length * 3);
        var length = 0;
        while (!page.IsEmpty)
        {
            var slash = page.IndexOf((byte)'/');
            var segment = slash < 0 ? page : page[..slash];
            var kept = IsId(segment) ? ":id"u8 : segment;
            kept.CopyTo(room[length..]);
            length += kept.Length;
            if (slash >= 0)
            {
                room[length++] = (byte)'/';
            }

            page = page[(slash < 0 ? page.Length : slash + 1)..];
        }

        return room[..length];
    }

    private static bool IsId(ReadOnlySpan<byte> segment)
    {
        const int LengthOfUuid = 36;
        const int LeastHex = 16;
        var (digits, hex, dashes) = (0, 0, 0);
        foreach (var c in segment)
        {
            digits += char.IsAsciiDigit((char)c) ? 1 : 0;
            hex += char.IsAsciiHexDigit((char)c) ? 1 : 0;
            dashes += c == '-' ? 1 : 0;
        }

        return segment.Length > 0
            && (
                digits == segment.Length
                || (hex == segment.Length && hex >= LeastHex)
                || (segment.Length == LengthOfUuid && dashes == 4 && hex + dashes == LengthOfUuid)
            );
    }
}
