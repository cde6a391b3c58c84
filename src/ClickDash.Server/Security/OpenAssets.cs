using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.StaticAssets;

namespace ClickDash.Server.Security;

/// <summary>Which files are for everyone: those of the sign-in page.</summary>
internal static class OpenAssets
{
    private static readonly string[] OfSignIn = ["css/app.css", "css/sign-in.css", "favicon.svg"];

    /// <summary>Opens the files that the sign-in page needs.</summary>
    public static void OpenSignInAssets(this StaticAssetsEndpointConventionBuilder assets) =>
        assets.Add(endpoint =>
        {
            var asset = endpoint.Metadata.OfType<StaticAssetDescriptor>().Single();
            if (OfSignIn.Contains(asset.Route, StringComparer.Ordinal))
            {
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
            }
        });
}
