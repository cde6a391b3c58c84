using System.Buffers;

namespace ClickDash.Core.Formats.Text;

/// <summary>Reads the host out of a referrer.</summary>
public static class ReferrerText
{
    /// <summary>What a host has that is in lower case, without a port.</summary>
    internal static readonly SearchValues<byte> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789-."u8
    );

    /// <summary>
    /// The host in lower case, without user, port and one leading <c>www.</c>. Without <c>scheme://</c> a text counts only
    /// if it has a dot, so that <c>$direct</c>, <c>(direct)</c> and <c>about:blank</c> are none. Empty where there is none.
    /// </summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> text, TextBuffer buffer)
    {
        var scheme = SchemeLength(text);
        var host = scheme > 0 ? Host(text[scheme..], buffer) : Lower(Bare(text), buffer);
        return host.StartsWith("www."u8) ? host[4..] : host;
    }

    private static ReadOnlySpan<byte> Host(ReadOnlySpan<byte> text, TextBuffer buffer)
    {
        // Nearly all are plain up to the path: one search tells that there is no user, no port and nothing to lower.
        var end = text.IndexOfAnyExcept(Plain);
        if (end < 0)
        {
            return text;
        }

        return text[end] == '/' ? text[..end] : Lower(Authority(text), buffer);
    }

    internal static ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> host, TextBuffer buffer) =>
        IsLower(host) ? host : buffer.Lower(host);

    private static int SchemeLength(ReadOnlySpan<byte> text) =>
        text.StartsWith("https://"u8) ? "https://"u8.Length : PageText.SchemeLength(text);

    /// <summary>The host of what follows a scheme, without user and port.</summary>
    internal static ReadOnlySpan<byte> Authority(ReadOnlySpan<byte> text)
    {
        var start = 0;
        var colon = -1;
        var end = 0;
        var inBrackets = false;
        for (; end < text.Length; end++)
        {
            var c = text[end];
            if (c > '@')
            {
                // A colon within the brackets of an IPv6 address is no port's.
                inBrackets = c == '[' || (inBrackets && c != ']');
            }
            else if (c is (byte)'/' or (byte)'?' or (byte)'#')
            {
                break;
            }
            else if (c == '@')
            {
                start = end + 1;
                colon = -1;
            }
            else if (c == ':' && colon < 0 && !inBrackets)
            {
                colon = end;
            }
        }

        return text[start..(colon < 0 ? end : colon)];
    }

    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny("/?#:"u8);
        var host = end < 0 ? text : text[..end];
        host = host[(host.LastIndexOf((byte)'@') + 1)..];
        return host.Contains((byte)'.') ? host : default;
    }

    private static bool IsLower(ReadOnlySpan<byte> text)
    {
        foreach (var c in text)
        {
            if (c >= 0x80 || (uint)(c - 'A') <= 'Z' - 'A')
            {
                return false;
            }
        }

        return true;
    }
}
