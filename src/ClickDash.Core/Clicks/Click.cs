namespace ClickDash.Core.Clicks;

/// <summary>
/// One click as a format read it. Texts are UTF-8, empty where absent, and point into the message or the format's own
/// buffer: they are valid only during the call that hands the click over.
/// </summary>
public readonly ref struct Click
{
    public Click() { }

    /// <summary>When it happened, as far as its message says.</summary>
    public ClickTime Time { get; init; }

    /// <summary>The page: never empty.</summary>
    public required ReadOnlySpan<byte> Page { get; init; }

    /// <summary>Who clicked; hashed before it is kept.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>The visit it belongs to, where the producer says so.</summary>
    public ReadOnlySpan<byte> Session { get; init; }

    /// <summary>The host it came from, lower case, without <c>www.</c>.</summary>
    public ReadOnlySpan<byte> Referrer { get; init; }

    /// <summary>A country code or name as sent; two letters are upper case.</summary>
    public ReadOnlySpan<byte> Country { get; init; }

    /// <summary><c>mobile</c>, <c>tablet</c>, <c>desktop</c>, <c>bot</c>, or a format's own word.</summary>
    public ReadOnlySpan<byte> Device { get; init; }

    /// <summary>The site that was asked for: lower case, without port.</summary>
    public ReadOnlySpan<byte> Host { get; init; }

    /// <summary>What brought it, as <c>utm_source / utm_medium / utm_campaign</c>; what is absent of them is left out.</summary>
    public ReadOnlySpan<byte> Campaign { get; init; }

    /// <summary>The browser's family, such as <c>Firefox</c>, or a bot's name.</summary>
    public ReadOnlySpan<byte> Browser { get; init; }

    /// <summary>HTTP status, 100 to 599, or 0 where absent.</summary>
    public int Status { get; init; }

    /// <summary>How many clicks it stands for, at least 0.</summary>
    public long Weight { get; init; } = 1;

    /// <summary>
    /// Tells apart the rows of counts of a second: its weight then replaces the last one of the same row. 0 where its weight
    /// is added, as a click's is.
    /// </summary>
    public UInt128 Row { get; init; }
}
