namespace ClickDash.Core.Formats.Text;

/// <summary>Reads the site that was asked for.</summary>
public static class HostText
{
    /// <summary>
    /// The host of a field that names one, perhaps with user and port, or as a URL: in lower case, without the brackets of IPv6.
    /// Empty where there is none, and for <c>-</c> and <c>_</c>, as logs and nginx's catch-all say it.
    /// </summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> text, TextBuffer buffer)
    {
        // Nearly all are: one search tells that there is nothing to take away and nothing to lower.
        if (text.Length > 1 && !text.ContainsAnyExcept(ReferrerText.Plain))
        {
            return text;
        }

        var host = ReferrerText.Authority(text[PageText.SchemeLength(text)..]);
        if (host is [(byte)'[', .., (byte)']'])
        {
            host = host[1..^1];
        }

        return host switch
        {
            [] or [(byte)'-'] or [(byte)'_'] => default,
            _ => ReferrerText.Lower(host, buffer),
        };
    }

    /// <summary>The host of a page that is a whole URL; a path has none.</summary>
    public static ReadOnlySpan<byte> OfUrl(ReadOnlySpan<byte> text, TextBuffer buffer) =>
        text is [] or [(byte)'/', ..] || PageText.SchemeLength(text) == 0
            ? default
            : Read(text, buffer);

    /// <summary>The host of a field, or else that of a page.</summary>
    public static ReadOnlySpan<byte> First(
        ReadOnlySpan<byte> field,
        ReadOnlySpan<byte> url,
        TextBuffer buffer
    )
    {
        var host = field.IsEmpty ? default : Read(field, buffer);
        return host.IsEmpty ? OfUrl(url, buffer) : host;
    }
}
