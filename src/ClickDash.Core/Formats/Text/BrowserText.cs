using System.Text;

namespace ClickDash.Core.Formats.Text;

/// <summary>Reads the family of a browser out of its user agent.</summary>
internal static class BrowserText
{
    // In this order: nearly all say that they are Chrome and Safari too.
    private static readonly (byte[] Mark, byte[] Family)[] Families =
    [
        // What an app asks for by itself.
        Of("Dalvik/", ""),
        Of("Edg/", "Edge"),
        Of("EdgA/", "Edge"),
        Of("EdgiOS/", "Edge"),
        Of("Edge/", "Edge"),
        Of("OPR/", "Opera"),
        Of("OPT/", "Opera"),
        Of("OPX/", "Opera"),
        Of("OPiOS/", "Opera"),
        Of("Opera", "Opera"),
        Of("SamsungBrowser/", "Samsung Internet"),
        Of("YaBrowser/", "Yandex"),
        Of("Vivaldi/", "Vivaldi"),
        Of("UCBrowser/", "UC Browser"),
        Of("DuckDuckGo/", "DuckDuckGo"),
        Of("Ddg/", "DuckDuckGo"),
        Of("MiuiBrowser/", "Mi Browser"),
        Of("HuaweiBrowser/", "Huawei Browser"),
        Of("QQBrowser/", "QQ Browser"),
        Of("Silk/", "Silk"),
        Of("FBAN/", "Facebook"),
        Of("FBAV/", "Facebook"),
        Of("Instagram ", "Instagram"),
        Of("FxiOS/", "Firefox"),
        Of("Firefox/", "Firefox"),
        Of("CriOS/", "Chrome"),
        Of("Chrome/", "Chrome"),
        Of("Chromium/", "Chrome"),
        Of("MSIE ", "Internet Explorer"),
        Of("Trident/", "Internet Explorer"),
        Of("U; Android", "Android Browser"),
        Of("Safari/", "Safari"),
        Of("AppleWebKit/", "Safari"),
    ];

    /// <summary>The family of a person's browser; empty where it is none of those that are known.</summary>
    public static ReadOnlySpan<byte> Family(ReadOnlySpan<byte> agent)
    {
        foreach (var (mark, family) in Families)
        {
            if (agent.IndexOf(mark) >= 0)
            {
                return family;
            }
        }

        return default;
    }

    private static (byte[], byte[]) Of(string mark, string family) =>
        (Encoding.ASCII.GetBytes(mark), Encoding.ASCII.GetBytes(family));
}
