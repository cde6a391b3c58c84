using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.StaticAssets;

namespace ClickDash.Server.Security;

/// <summary>Which files are for everyone: those of the sign-in page and of the phones'.</summary>
internal static class OpenAssets
{
    private static readonly string[] Open =
    [
        "css/app.css",
        "css/sign-in.css",
        "css/join.css",
        "js/join.js",
        "favicon.svg",
    ];

    /// <summary>Opens the files that these pages need.</summary>
    public static void OpenToEveryone(this StaticAssetsEndpointConventionBuilder assets) =>
        assets.Add(endpoint =>
        {
            var asset = endpoint.Metadata.OfType<StaticAssetDescriptor>().Single();
            if (Open.Contains(asset.Route, StringComparer.Ordinal))
            {
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
            }
        });
}
