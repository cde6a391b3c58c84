using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace ClickDash.Server.Security;

/// <summary>The cookie of one who has signed in: signed and sealed by data protection, without the key.</summary>
internal sealed class SignInCookie(AccessKeys keys)
    : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    /// <summary>The scheme's name.</summary>
    public const string Scheme = "Cookie";

    // A wall of panels is not signed in again each morning. It ends at once with the key that it was given for.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "clickdash";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = context =>
        {
            var user = context.Principal!;
            if (user.KeyStamp() != keys.Stamp(user.Access()))
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
    }

    public void Configure(CookieAuthenticationOptions options) => Configure(name: null, options);
}
