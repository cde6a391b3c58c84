using ClickDash.Client;

namespace ClickDash.Server.Components;

/// <summary>The pages: rendered here first, run in the browser after that.</summary>
public static class PagesFeature
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveWebAssemblyComponents();
        return services.AddClickDashPrerendering<PrerenderFeed>();
    }

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStaticAssets();
        endpoints
            .MapRazorComponents<App>()
            .AddInteractiveWebAssemblyRenderMode()
            .AddAdditionalAssemblies(typeof(ClientServices).Assembly);
        return endpoints;
    }
}
