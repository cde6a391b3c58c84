using Microsoft.AspNetCore.Authorization;

namespace ClickDash.Server.Security;

/// <summary>
/// Who may use an address: each has one of these rules. What has none is for viewers (the fallback policy), and a test
/// names it.
/// </summary>
public static class AccessRules
{
    /// <summary>The policy of what viewers may use.</summary>
    public const string ForViewers = "viewer";

    /// <summary>The policy of what presenters may use.</summary>
    public const string ForPresenters = "presenter";

    /// <summary>For everyone, with a key or without.</summary>
    public static TBuilder ForEveryone<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.AllowAnonymous();

    /// <summary>Something to look at: for viewers.</summary>
    public static TBuilder Shows<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(ForViewers);

    /// <summary>The hub: for viewers, and only for our own pages where a browser asks.</summary>
    public static TBuilder Streams<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.Shows().WithMetadata(SameOrigin.Required);

    /// <summary>Something that programs read: for viewers, as often as any of them needs.</summary>
    public static TBuilder Reads<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.Shows().RequireRateLimiting(RateLimits.Read);

    /// <summary>The audience's: for whoever has the room's token, with a key or without, from our own pages.</summary>
    public static TBuilder Joins<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints
            .ForEveryone()
            .RequireRateLimiting(RateLimits.Join)
            .WithMetadata(SameOrigin.Required);

    /// <summary>Something that changes what others see: for presenters, from our own pages, and not too often.</summary>
    public static TBuilder Writes<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints
            .RequireAuthorization(ForPresenters)
            .RequireRateLimiting(RateLimits.Write)
            .WithMetadata(SameOrigin.Required);

    /// <summary>The policies by their names.</summary>
    internal static void Add(AuthorizationOptions options)
    {
        var viewers = Needs(Access.Viewer);
        options.AddPolicy(ForViewers, viewers);
        options.AddPolicy(ForPresenters, Needs(Access.Presenter));
        options.DefaultPolicy = options.FallbackPolicy = viewers;
    }

    private static AuthorizationPolicy Needs(Access access) =>
        new AuthorizationPolicyBuilder().AddRequirements(new AccessRequirement(access)).Build();
}

/// <summary>Needs this access.</summary>
internal sealed record AccessRequirement(Access Access) : IAuthorizationRequirement;

/// <summary>Whether somebody has the access that is needed: by a key, or because everyone has it.</summary>
internal sealed class AccessJudge(AccessKeys keys) : AuthorizationHandler<AccessRequirement>
{
    protected override Task HandleRequirementAsync(
        AuthorizationHandlerContext context,
        AccessRequirement requirement
    )
    {
        // Without keys a change is for whoever sits at the machine: a class that looks must not steer what it sees.
        var isOpen =
            requirement.Access < Access.Presenter
            || keys.Exist
            || context.Resource is HttpContext { Connection: var from }
                && ClientAddress.IsHere(from);
        if (isOpen && keys.Of(context.User) >= requirement.Access)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
