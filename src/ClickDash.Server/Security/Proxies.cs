using ClickDash.Server.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace ClickDash.Server.Security;

/// <summary>Where the site is to its visitors, when a proxy stands before it.</summary>
internal static class Proxies
{
    /// <summary>Believes what trusted proxies say of a request, and takes the path base off its address.</summary>
    public static IApplicationBuilder UseProxies(
        this IApplicationBuilder app,
        ClickDashSettings settings
    )
    {
        var trusted = settings.Security.Proxies().Select(one => one.Network!.Value).ToArray();
        if (trusted.Length > 0)
        {
            app.UseForwardedHeaders(Believe(trusted));
        }

        return settings.PathBase.Length > 0 ? app.UsePath(settings.PathBase) : app;
    }

    private static ForwardedHeadersOptions Believe(System.Net.IPNetwork[] trusted)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders =
                ForwardedHeaders.XForwardedFor
                | ForwardedHeaders.XForwardedProto
                | ForwardedHeaders.XForwardedHost,
            // As many as are trusted, in a row.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in trusted)
        {
            options.KnownIPNetworks.Add(network);
        }

        return options;
    }

    private static IApplicationBuilder UsePath(this IApplicationBuilder app, PathString path) =>
        app.UsePathBase(path)
            .Use(
                (context, next) =>
                {
                    var request = context.Request;
                    if (request.PathBase == path && !request.Path.HasValue)
                    {
                        // Links on a page are relative to its folder.
                        context.Response.Redirect($"{path}/{request.QueryString}");
                        return Task.CompletedTask;
                    }

                    // Some proxies take the path off themselves: links must hold it all the same.
                    request.PathBase = path;
                    return next(context);
                }
            );
}
