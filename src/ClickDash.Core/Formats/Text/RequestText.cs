namespace ClickDash.Core.Formats.Text;

/// <summary>Reads the page out of an HTTP request line.</summary>
public static class RequestText
{
    /// <summary>The target, by the rule of pages.</summary>
    public static ReadOnlySpan<byte> Page(ReadOnlySpan<byte> request) =>
        PageText.Read(Target(request));

    /// <summary>
    /// All between the method and the last <c> HTTP/</c>: old clients send no protocol, and a target may hold spaces. Empty where
    /// there is no method and target: <c>-</c>, or the bytes of a TLS handshake.
    /// </summary>
    public static ReadOnlySpan<byte> Target(ReadOnlySpan<byte> request)
    {
        var space = request.IndexOf((byte)' ');
        if (space < 1 || !IsMethod(request[..space]))
        {
            return default;
        }

        var rest = request[space..];
        var protocol = rest.LastIndexOf(" HTTP/"u8);
        return protocol switch
        {
            < 0 => rest[1..],
            0 => default,
            _ => rest[1..protocol],
        };
    }

    // A token of RFC 9110, without the rarer signs.
    private static bool IsMethod(ReadOnlySpan<byte> text)
    {
        foreach (var c in text)
        {
            if (
                !char.IsAsciiLetterOrDigit((char)c)
                && c is not ((byte)'-' or (byte)'_' or (byte)'.')
            )
            {
                return false;
            }
        }

        return true;
    }
}
