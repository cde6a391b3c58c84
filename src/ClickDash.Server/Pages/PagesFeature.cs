using ClickDash.Client;
using ClickDash.Client.Live;
using ClickDash.Client.Pages;
using ClickDash.Server.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace ClickDash.Server.Pages;

/// <summary>The pages: rendered here first, run in the browser after that.</summary>
public static class PagesFeature
{
    // What is asked for by programs, which want a status and no page to go with it.
    private static readonly PathString[] NoPages =
    [
        "/api",
        "/live",
        "/healthz",
        "/metrics",
        "/join",
        "/_framework",
        "/_content",
    ];

    private static readonly Type[] ForPresenters = [typeof(Present), typeof(Desk)];

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveWebAssemblyComponents();
        return services
            .AddScoped<ITotalsFeed, PrerenderTotals>()
            .AddScoped<IStageFeed, PrerenderStage>()
            .AddScoped<IPresenter, NoPresenter>()
            .AddScoped<ISceneList, PrerenderScenes>()
            .AddClickDashPrerendering<PrerenderFeed>();
    }

    /// <summary>An address where no page is gives the page that says so, with the status 404.</summary>
    public static IApplicationBuilder UsePages(this IApplicationBuilder app) =>
        app.UseStatusCodePagesWithReExecute("/not-found")
            .Use(
                (context, next) =>
                {
                    if (
                        Array.Exists(NoPages, room => IsBelow(context.Request.Path, room))
                        && context.Features.Get<IStatusCodePagesFeature>() is { } pages
                    )
                    {
                        pages.Enabled = false;
                    }

                    return next(context);
                }
            );

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder endpoints)
    {
        // As a group, so that what the framework adds of its own has the rule too.
        var shown = endpoints.MapGroup("").Shows();
        shown.MapStaticAssets().OpenToEveryone();
        shown
            .MapRazorComponents<App>()
            .AddInteractiveWebAssemblyRenderMode()
            .AddAdditionalAssemblies(typeof(ClientServices).Assembly)
            .Add(KeepForPresenters);
        return endpoints;
    }

    private static void KeepForPresenters(EndpointBuilder endpoint)
    {
        if (
            endpoint.Metadata.OfType<ComponentTypeMetadata>().FirstOrDefault() is { Type: var page }
            && Array.IndexOf(ForPresenters, page) >= 0
        )
        {
            endpoint.Metadata.Add(new AuthorizeAttribute(AccessRules.ForPresenters));
        }
    }

    private static bool IsBelow(PathString path, PathString room) =>
        path.StartsWithSegments(room, StringComparison.OrdinalIgnoreCase);
}
