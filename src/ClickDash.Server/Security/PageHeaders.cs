using NetEscapades.AspNetCore.SecurityHeaders;

namespace ClickDash.Server.Security;

/// <summary>What browsers are told to allow: our own files and nothing else.</summary>
internal static class PageHeaders
{
    // The hash of nothing: Plotly makes an empty style element and fills it rule by rule.
    private const string EmptyStyle = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    public static IApplicationBuilder UsePageHeaders(this IApplicationBuilder app) =>
        app.UseSecurityHeaders(
            new HeaderPolicyCollection()
                .AddContentTypeOptionsNoSniff()
                .AddFrameOptionsDeny()
                .AddReferrerPolicyNoReferrer()
                .AddCrossOriginOpenerPolicy(opener => opener.SameOrigin())
                .AddCrossOriginResourcePolicy(resource => resource.SameOrigin())
                .AddContentSecurityPolicy(Content)
        );

    private static void Content(CspBuilder content)
    {
        content.AddDefaultSrc().None();
        // WebAssembly is compiled in the browser; the import map is the one script inside a page.
        content.AddScriptSrc().Self().WasmUnsafeEval().WithNonce();
        content.AddStyleSrc().Self().From($"'{EmptyStyle}'");
        // Charts are saved as pictures by way of data and blob addresses.
        content.AddImgSrc().Self().Data().Blob();
        // Every browser that runs WebAssembly with SIMD counts a WebSocket of the same host as self.
        content.AddConnectSrc().Self();
        content.AddFontSrc().Self();
        content.AddManifestSrc().Self();
        content.AddBaseUri().Self();
        content.AddFormAction().Self();
        content.AddFrameAncestors().None();
    }
}
