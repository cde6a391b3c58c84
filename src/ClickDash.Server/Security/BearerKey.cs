using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ClickDash.Server.Security;

/// <summary>A key in the header <c>Authorization: Bearer KEY</c>, as programs send it.</summary>
internal sealed class BearerKey(
    AccessKeys keys,
    KeyGuard guard,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name, here and in the header.</summary>
    public const string SchemeName = "Bearer";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(Authenticate());

    private AuthenticateResult Authenticate()
    {
        if (
            !keys.Exist
            || !AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            || !string.Equals(header.Scheme, SchemeName, StringComparison.OrdinalIgnoreCase)
            || header.Parameter is not { Length: > 0 } key
        )
        {
            return AuthenticateResult.NoResult();
        }

        var access = guard.Try(ClientAddress.Of(Context), key, out var wait);
        if (wait > TimeSpan.Zero)
        {
            Context.Features.Set(new KeyWait(wait));
        }

        return access == Access.None
            ? AuthenticateResult.Fail("A wrong key.")
            : AuthenticateResult.Success(
                new(AccessClaims.User(access, keys.Stamp(access), SchemeName), SchemeName)
            );
    }
}
