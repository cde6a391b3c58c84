using ClickDash.Scenes;
using ClickDash.Scenes.Windows;
using ClickDash.Server.Hosting;
using ClickDash.Server.Security;
using Microsoft.AspNetCore.SignalR;

namespace ClickDash.Server.Feeds;

/// <summary>Scenes: what is open, the same by REST, and which have data. Their stream is the hub's <c>WatchScene</c>.</summary>
public static class ScenesFeature
{
    public static IServiceCollection AddScenes(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, SceneJson.Default)
        );
        services.Configure<JsonHubProtocolOptions>(json =>
            json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, SceneJson.Default)
        );
        return services
            .AddSingleton<SceneSimulator>()
            .AddSingleton<SceneTopics>()
            .AddSingleton<ISceneWorker, TogetherWorker>()
            .AddSingleton<LateClickSender>()
            .AddSingleton<SceneService>()
            .AddHostedService(provider => provider.GetRequiredService<SceneService>());
    }

    public static IEndpointRouteBuilder MapScenes(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapGet(
                "/api/scenes",
                (SceneTopics topics, CancellationToken cancellation) =>
                    topics.ListAsync(cancellation)
            )
            .Reads();
        endpoints.MapGet("/api/scenes/{name}", Picture).Reads();
        endpoints.MapPost("/api/scenes/windows/late", ThrowLate).Writes();
        return endpoints;
    }

    private static async Task<IResult> ThrowLate(
        LateClicks late,
        LateClickSender sender,
        CancellationToken cancellation
    )
    {
        if (late.Wrong is { } wrong)
        {
            return WrongInput.Answer(wrong.Parameter, wrong.Problem);
        }

        return await sender.SendAsync(late, cancellation) is { } problem
            ? TypedResults.Problem(problem, statusCode: StatusCodes.Status409Conflict)
            : TypedResults.NoContent();
    }

    private static async Task<IResult> Picture(
        string name,
        HttpRequest request,
        SceneService scenes,
        CancellationToken cancellation
    )
    {
        var parameters = request.Query.ToDictionary(one => one.Key, one => $"{one.Value}");
        return scenes.TryRead(name, parameters, out var asked, out var problem)
            ? TypedResults.Ok(await scenes.NowAsync(asked, cancellation))
            : TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
    }
}
