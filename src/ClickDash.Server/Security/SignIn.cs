using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClickDash.Server.Security;

/// <summary>The page where people show their key, and where they leave.</summary>
internal static class SignIn
{
    /// <summary>Its address.</summary>
    public const string Path = "/sign-in";

    private const string Out = "/sign-out";
    private const string To = "to";

    public static IEndpointRouteBuilder MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, Show).ForEveryone();
        endpoints.MapPost(Path, Enter).ForEveryone().RequireRateLimiting(RateLimits.Write);
        endpoints.MapPost(Out, Leave).ForEveryone().RequireRateLimiting(RateLimits.Write);
        return endpoints;
    }

    /// <summary>The page's address for one who has to sign in for what is asked for, and then gets it.</summary>
    public static string AddressFor(HttpRequest request) =>
        $"{request.PathBase}{Path}{QueryString.Create(To, $"{request.PathBase}{request.Path}{request.QueryString}")}";

    private static IResult Show(HttpContext context, AccessKeys keys) =>
        keys.Exist
            ? Page(context, StatusCodes.Status200OK)
            : TypedResults.LocalRedirect(Home(context));

    private static async Task<IResult> Enter(
        HttpContext context,
        AccessKeys keys,
        KeyGuard guard,
        IAntiforgery antiforgery
    )
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Page(
                context,
                StatusCodes.Status400BadRequest,
                "This page was too old, or your browser keeps no cookies. Please try again."
            );
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var access = guard.Try(ClientAddress.Of(context), $"{form["key"]}".Trim(), out var wait);
        if (wait > TimeSpan.Zero)
        {
            var seconds = RateLimits.RetryAfter(wait);
            context.Response.Headers.RetryAfter = seconds;
            return Page(
                context,
                StatusCodes.Status429TooManyRequests,
                $"Too many wrong keys. Try again in {seconds} s."
            );
        }

        if (access == Access.None)
        {
            return Page(context, StatusCodes.Status401Unauthorized, "That is not the key.");
        }

        await context.SignInAsync(
            SignInCookie.Scheme,
            AccessClaims.User(access, keys.Stamp(access), SignInCookie.Scheme),
            new() { IsPersistent = true }
        );
        var to = $"{context.Request.Query[To]}";
        // Only to our own pages: a link to this one must not lead elsewhere.
        return TypedResults.LocalRedirect(RedirectHttpResult.IsLocalUrl(to) ? to : Home(context));
    }

    private static async Task<IResult> Leave(HttpContext context, IAntiforgery antiforgery)
    {
        if (await antiforgery.IsRequestValidAsync(context))
        {
            await context.SignOutAsync(SignInCookie.Scheme);
        }

        return TypedResults.LocalRedirect($"{context.Request.PathBase}{Path}");
    }

    private static RazorComponentResult<SignInPage> Page(
        HttpContext context,
        int status,
        string? problem = null
    ) =>
        new(
            new
            {
                Base = Home(context),
                Action = $"{context.Request.PathBase}{Path}{context.Request.QueryString}",
                Problem = problem,
                Access = context.User.Access(),
            }
        )
        {
            StatusCode = status,
        };

    private static string Home(HttpContext context) => $"{context.Request.PathBase}/";
}
