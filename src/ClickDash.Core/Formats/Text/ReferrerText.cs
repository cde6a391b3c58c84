using System.Buffers;

namespace ClickDash.Core.Formats.Text;

/// <summary>Reads the host out of a referrer.</summary>
public static class ReferrerText
{
    private static readonly SearchValues<byte> EndOfAuthority = SearchValues.Create("/?#"u8);
    private static readonly SearchValues<byte> EndOfHost = SearchValues.Create("/?#:"u8);

    /// <summary>
    /// The host in lower case, without user, port and one leading <c>www.</c>. Without <c>scheme://</c> a text counts only
    /// if it has a dot, so that <c>$direct</c>, <c>(direct)</c> and <c>about:blank</c> are none. Empty where there is none.
    /// </summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> text, TextBuffer buffer)
    {
        if (text.IsEmpty)
        {
            return default;
        }

        var scheme = PageText.SchemeLength(text);
        var host = scheme > 0 ? Authority(text[scheme..]) : Bare(text);
        if (host.IsEmpty)
        {
            return default;
        }

        host = buffer.Lower(host);
        return host.StartsWith("www."u8) ? host[4..] : host;
    }

    private static ReadOnlySpan<byte> Authority(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny(EndOfAuthority);
        var host = WithoutUser(end < 0 ? text : text[..end]);
        var bracket = host is [(byte)'[', ..] ? host.IndexOf((byte)']') : -1;
        var colon = host[(bracket + 1)..].IndexOf((byte)':');
        return colon < 0 ? host : host[..(bracket + 1 + colon)];
    }

    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny(EndOfHost);
        var host = WithoutUser(end < 0 ? text : text[..end]);
        return host.Contains((byte)'.') ? host : default;
    }

    private static ReadOnlySpan<byte> WithoutUser(ReadOnlySpan<byte> authority) =>
        authority[(authority.LastIndexOf((byte)'@') + 1)..];
}
