using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Hosting;
using ClickDash.Server.Security;
using Microsoft.AspNetCore.Http.Connections;

namespace ClickDash.Server.Feeds;

/// <summary>Live pictures: the engine, the tick, the hub and the same by REST.</summary>
public static class LiveFeature
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default)
        );
        services
            .AddSignalR()
            .AddJsonProtocol(json =>
                json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default)
            );
        return services
            .AddSingleton<Connections>()
            .AddSingleton<LiveEngine>()
            .AddSingleton<FrameService>()
            .AddHostedService(provider => provider.GetRequiredService<FrameService>());
    }

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHub<LiveHub>("/live").Streams().Add(CloseAfterNegotiation);
        endpoints.MapGet("/api/snapshot", Snapshot).Reads();
        endpoints.MapGet("/api/totals", (LiveEngine engine) => engine.Totals()).Reads();
        // What a browser compares its own clock with.
        endpoints.MapGet("/api/clock", (LiveEngine engine) => engine.Now).Reads();
        endpoints.MapGet("/api/viewers", (FrameService frames) => frames.Audiences()).Reads();
        return endpoints;
    }

    /// <summary>
    /// A viewer asks how to connect and then keeps a WebSocket: without this the connection it asked on would stand idle for
    /// two minutes, and cost as much.
    /// </summary>
    private static void CloseAfterNegotiation(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<NegotiateMetadata>().Any())
        {
            var negotiate = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context =>
            {
                context.Response.Headers.Connection = "close";
                return negotiate(context);
            };
        }
    }

    private static IResult Snapshot(HttpRequest request, FrameService frames) =>
        SnapshotQuery.TryRead(request.Query, out var view, out var parameter, out var problem)
            ? TypedResults.Ok(frames.Now(view))
            : WrongInput.Answer(parameter, problem);
}
