namespace ClickDash.Core.Clicks;

/// <summary>Sizes beyond which input is refused as <see cref="DropReason.TooLarge"/>.</summary>
public static class Limits
{
    /// <summary>The largest message value read, in bytes: a thousand times a usual click, far below a broker's own 1 MB.</summary>
    public const int MessageBytes = 64 * 1024;

    /// <summary>The longest page counted, in bytes of UTF-8 after its query was cut: what browsers and proxies agree on for a URL.</summary>
    public const int PageBytes = 2048;

    /// <summary>The longest value of any other dimension, in bytes; longer ones are cut, since only pages tell clicks apart.</summary>
    public const int ValueBytes = 256;

    /// <summary>The largest weight of one click: nine million of them still fit a 64-bit sum.</summary>
    public const long Weight = 1_000_000_000_000;
}
