using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClickDash.Client;

/// <summary>Registers what the pages need, once for the server that prerenders them and once for the browser that runs them.</summary>
public static class ClientServices
{
    /// <summary>
    /// For the server: pages are rendered once, from the pictures of <typeparamref name="TFeed"/>, which it resolves anew for
    /// each request.
    /// </summary>
    public static IServiceCollection AddClickDashPrerendering<TFeed>(
        this IServiceCollection services
    )
        where TFeed : class, ILiveFeed, ISceneFeed
    {
        services.AddScoped<ILiveFeed, TFeed>();
        services.AddScoped<ISceneFeed, TFeed>();
        services.AddScoped<IBrowser, NoBrowser>();
        services.AddScoped<IHistoryFeed, NoHistory>();
        return services.AddShared();
    }

    /// <summary>For the browser: pictures come from the hub, and charts are drawn.</summary>
    public static IServiceCollection AddClickDashBrowser(this IServiceCollection services)
    {
        if (!OperatingSystem.IsBrowser())
        {
            throw new PlatformNotSupportedException("These services run in a browser only.");
        }

        // One connection for all that a page watches.
        services.AddScoped<HubFeed>();
        services.AddScoped<ILiveFeed>(provider => provider.GetRequiredService<HubFeed>());
        services.AddScoped<IStageFeed>(provider => provider.GetRequiredService<HubFeed>());
        services.AddScoped<IPresenter, HttpPresenter>();
        services.AddScoped<ISceneFeed>(provider => provider.GetRequiredService<HubFeed>());
        services.AddScoped<ISceneList, HttpScenes>();
        services.AddScoped<ITotalsFeed, HttpTotals>();
        services.AddScoped<IHistoryFeed, HttpHistory>();
        services.AddScoped<IBrowser, WasmBrowser>();
        return services.AddShared();
    }

    private static IServiceCollection AddShared(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<LiveViews>();
        services.AddScoped<SceneState>();
        services.AddScoped<PastViews>();
        services.AddSingleton<PersistentComponentStateSerializer<Snapshot[]>, SnapshotCarrier>();
        return services;
    }
}
