using ClickDash.Server.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.SignalR;

namespace ClickDash.Server.Security;

/// <summary>Who may do what, how often and how much at a time. docs/security.md says it for operators.</summary>
public static class SecurityFeature
{
    // Whatever is sent to this server is a short form or a line of JSON.
    private const long LargestBody = 64 << 10;

    // A request for a view with every filter that is allowed takes a few KB.
    private const long LargestHubMessage = 32 << 10;

    private const string Chosen = "Key";

    public static WebApplicationBuilder AddSecurity(
        this WebApplicationBuilder builder,
        SecuritySettings settings
    )
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        var services = builder.Services;
        services.Configure<HubOptions>(hub => hub.MaximumReceiveMessageSize = LargestHubMessage);
        // The cookie's own keys; a name, so that they outlive a move of the program to another folder.
        var cookies = services.AddDataProtection().SetApplicationName("ClickDash");
        if (settings.CookieFolder is { Length: > 0 } folder)
        {
            cookies.PersistKeysToFileSystem(new DirectoryInfo(folder));
        }

        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "clickdash-form";
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services
            .AddAuthentication(Chosen)
            .AddPolicyScheme(
                Chosen,
                displayName: null,
                scheme =>
                    scheme.ForwardDefaultSelector = context =>
                        context.Request.Headers.Authorization.Count > 0
                            ? BearerKey.SchemeName
                            : SignInCookie.Scheme
            )
            .AddScheme<AuthenticationSchemeOptions, BearerKey>(BearerKey.SchemeName, null)
            .AddCookie(SignInCookie.Scheme);
        services
            .AddSingleton<AccessKeys>()
            .AddSingleton<KeyGuard>()
            .AddSingleton<IAuthorizationHandler, AccessJudge>()
            .AddSingleton<IAuthorizationMiddlewareResultHandler, Refusal>()
            .ConfigureOptions<SignInCookie>()
            .AddAuthorization(AccessRules.Add)
            .AddRateLimiter(RateLimits.Add);
        return builder;
    }

    /// <summary>What comes before routing: whose request it is, and what browsers may do with the answer.</summary>
    public static IApplicationBuilder UseSecurity(
        this IApplicationBuilder app,
        ClickDashSettings settings
    ) => app.UseProxies(settings).UsePageHeaders();

    /// <summary>What comes after routing: each address by its own rule.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) =>
        app.UseSameOrigin().UseRateLimiter().UseAuthentication().UseAuthorization();

    public static IEndpointRouteBuilder MapSecurity(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapSignIn();
}
