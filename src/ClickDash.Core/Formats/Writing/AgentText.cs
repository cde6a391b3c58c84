namespace ClickDash.Core.Formats.Writing;

/// <summary>A user agent for each kind of device, which <see cref="Text.DeviceText.UserAgent"/> tells apart again.</summary>
internal static class AgentText
{
    /// <summary>The user agent of <c>mobile</c>, <c>tablet</c>, <c>desktop</c> or <c>bot</c>; empty for any other word.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> device) =>
        device switch
        {
            [(byte)'m', ..] =>
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"u8,
            [(byte)'t', ..] =>
                "Mozilla/5.0 (Linux; Android 15; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"u8,
            [(byte)'d', ..] =>
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"u8,
            [(byte)'b', ..] =>
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"u8,
            _ => default,
        };
}
