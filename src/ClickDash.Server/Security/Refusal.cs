using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Net.Http.Headers;

namespace ClickDash.Server.Security;

/// <summary>What somebody is told who may not: people are shown where to sign in, programs get problem details.</summary>
internal sealed class Refusal : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    )
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        if (context.Features.Get<KeyWait>() is { } wait)
        {
            return TooOften(context, wait.Left);
        }

        if (!context.RequestServices.GetRequiredService<AccessKeys>().Exist)
        {
            return Write(
                context,
                StatusCodes.Status403Forbidden,
                "Without keys only the machine that ClickDash runs on may change what others see.",
                "Set ClickDash:Security:PresenterKey to do it from other machines."
            );
        }

        // People may have another key: the page says which one they showed.
        if (context.User.Access() != Access.None && !IsForPeople(context))
        {
            return Write(
                context,
                StatusCodes.Status403Forbidden,
                "This needs the presenter key.",
                "The key you showed is for looking only."
            );
        }

        if (IsForPeople(context))
        {
            context.Response.Redirect(SignIn.AddressFor(context.Request));
            return Task.CompletedTask;
        }

        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"ClickDash\"";
        return Write(
            context,
            StatusCodes.Status401Unauthorized,
            "This needs a key.",
            $"Send it as 'Authorization: Bearer KEY', or sign in at {context.Request.PathBase}{SignIn.Path}."
        );
    }

    /// <summary>Refuses one who asks too often.</summary>
    public static Task TooOften(HttpContext context, TimeSpan wait)
    {
        var seconds = RateLimits.RetryAfter(wait);
        context.Response.Headers.RetryAfter = seconds;
        return Write(
            context,
            StatusCodes.Status429TooManyRequests,
            "Too many tries.",
            $"Try again in {seconds} s."
        );
    }

    /// <summary>Refuses a page of another site.</summary>
    public static Task OtherSite(HttpContext context) =>
        Write(
            context,
            StatusCodes.Status403Forbidden,
            "Only pages of this site may use this address.",
            "The request came from a page of another site. Behind a proxy, it has to pass on the host it was asked for."
        );

    /// <summary>Whether a page is asked for, or by a browser something that is not there.</summary>
    private static bool IsForPeople(HttpContext context) =>
        context.GetEndpoint() is { } endpoint
            ? endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
            : HttpMethods.IsGet(context.Request.Method)
                && context
                    .Request.GetTypedHeaders()
                    .Accept.Any(one => one.MediaType == HtmlType.MediaType);

    private static readonly MediaTypeHeaderValue HtmlType = new("text/html");

    private static Task Write(HttpContext context, int status, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title).ExecuteAsync(context);
}

/// <summary>Somebody showed a key while having to wait after wrong ones.</summary>
internal sealed record KeyWait(TimeSpan Left);
