using System.Text.RegularExpressions;

namespace ClickDash.Server.Settings;

/// <summary>What makes the settings of security wrong, in sentences. A key is never repeated.</summary>
internal static partial class SecurityRules
{
    public static IEnumerable<string> Check(ClickDashSettings settings)
    {
        var security = settings.Security;
        foreach (
            var (name, key) in ((string, string?)[])
                [("ViewerKey", security.ViewerKey), ("PresenterKey", security.PresenterKey)]
        )
        {
            if (key is { Length: > 0 } && !KeyPattern().IsMatch(key))
            {
                yield return $"ClickDash:Security:{name} holds what a key cannot; it takes 1 to 256 visible ASCII characters, without spaces.";
            }
        }

        if (security.HasKeys && security.ViewerKey == security.PresenterKey)
        {
            yield return "ClickDash:Security:PresenterKey is the same as the viewer key; it takes a key of its own.";
        }

        foreach (var (text, network) in security.Proxies())
        {
            if (network is null)
            {
                yield return SettingsReader.Wrong(
                    "Security:TrustedProxies",
                    text,
                    "IP addresses and networks such as 10.0.0.7 or 10.0.0.0/8, several by commas"
                );
            }
        }

        if (settings.PathBase.Length > 0 && !PathPattern().IsMatch(settings.PathBase))
        {
            yield return SettingsReader.Wrong(
                "PathBase",
                settings.PathBase,
                "a path such as /clicks, which begins with / and does not end with it"
            );
        }
    }

    [GeneratedRegex("^[!-~]{1,256}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(
        "^(/[A-Za-z0-9._~-]+)+$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex PathPattern();
}
