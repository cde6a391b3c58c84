using System.Buffers;

namespace ClickDash.Core.Formats.Text;

/// <summary>Reads the page out of a URL, a path or a name.</summary>
public static class PageText
{
    private static readonly SearchValues<byte> QueryOrFragment = SearchValues.Create("?#"u8);
    private static readonly SearchValues<byte> NotInScheme = SearchValues.Create(":/ \\"u8);

    /// <summary>
    /// Takes away <c>scheme://authority</c> and all from the first <c>?</c> or <c>#</c>; nothing left is <c>/</c>. Case,
    /// trailing and double slashes and percent-escapes stay as sent. An empty text has no page and stays empty.
    /// </summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return default;
        }

        var end = text.IndexOfAny(QueryOrFragment);
        if (end >= 0)
        {
            text = text[..end];
        }

        if (text is not [(byte)'/', ..])
        {
            var scheme = SchemeLength(text);
            if (scheme > 0)
            {
                text = text[scheme..];
                var slash = text.IndexOf((byte)'/');
                text = slash < 0 ? default : text[slash..];
            }
        }

        return text.IsEmpty ? "/"u8 : text;
    }

    /// <summary>The length of a leading <c>scheme://</c> (RFC 3986), or 0.</summary>
    internal static int SchemeLength(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOfAny(NotInScheme);
        if (
            colon < 1
            || text.Length < colon + 3
            || text[colon] != ':'
            || text[colon + 1] != '/'
            || text[colon + 2] != '/'
            || !char.IsAsciiLetter((char)text[0])
        )
        {
            return 0;
        }

        foreach (var c in text[1..colon])
        {
            if (
                !char.IsAsciiLetterOrDigit((char)c)
                && c is not ((byte)'+' or (byte)'-' or (byte)'.')
            )
            {
                return 0;
            }
        }

        return colon + 3;
    }
}
